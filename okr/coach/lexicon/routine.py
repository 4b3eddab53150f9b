"""Words for going on as before, and for what makes it hard; see the package for the source."""

from okr.coach.lexicon.build import latin, split

_DOING = (
    "hosting|holding|running|doing|serving|supporting|publishing|sending|reporting|posting"
    "|organi[sz]ing|handling|processing|providing|managing|operating|monitoring|attending"
    "|working|meeting|writing|producing|delivering|offering|answering|paying|maintaining"
)
_IMPROVING = (
    "improv|grow|expand|explor|rais|build|reduc|increas|develop|push|deepen|find|optimi|lower"
    "|cut|win|earn"
)
_CHORES = (
    "payroll tickets e-?mails? invoices? newsletter newsletters meetings? stand-?ups? all-hands"
    " reports? reporting suppliers website site servers? bookkeeping requests enquiries inquiries"
    " calls backups? orders paperwork records minutes webinars events expenses complaints"
    " salaries wages books calendar inbox updates questions stocktaking stocktake accounts"
    " timesheets"
    " reconciliations? filing cleaning shifts rota (?<!on_)schedule accounts_payable"
    " correspondence phones?"
    " phone_calls visits? check-ins? one-on-ones logs? data_entry complaints admin administration"
)
ENGLISH = (
    rf"^(?:to )?(?:keep(?: on)?|go on|carry on|continue|proceed)(?: with| to)? (?:(?:the|our)"
    rf" )?(?:{_DOING})(?![a-z])"
    rf"|^(?:to )?(?:continue|carry on|go on|proceed)(?: to| with)? (?!(?:to"
    rf" )?(?:{_IMPROVING}))[a-z]+"
    r"|^(?:to )?(?:keep|hold|leave) .{1,30}? (?:at (?:its|the|their|our|current|present|this"
    r"|last [a-z]+'s|today's)(?: current| present| same)?(?: level| levels)?"
    r"|as (?:it is|is|they are|before)|on(?: schedule)?|running|unchanged|steady|going|up and"
    r" running|up to date)$"
    r"|^(?:to )?keep (?:the|our|all)(?: the)? (?:current|present|existing|usual) "
    r"|^(?:to )?(?:keep up|maintain|sustain)(?:ing)? (?!.*(?:lead|first|best|number one|edge"
    r"|advantage|ahead))"
    r"|(?<![a-z])(?:as usual|as before|business as usual|day-to-day|usual|routine|ongoing)(?![a-z])"
    rf"|^(?:to )?(?:handle|process|answer|reply to|respond to|pay|publish|send|run|hold|host"
    rf"|attend|do|manage|prepare|deliver|produce|compile|perform|complete|carry out|conduct"
    rf"|ensure|join|submit"
    rf"|write|file|update|keep|close)"
    rf" .{{0,40}}?{latin(split(_CHORES))}(?: (?:on time|as usual|well|every [a-z]+|each [a-z]+"
    rf"|in time|out|regularly|weekly|monthly|daily))?$"
    r"|^(?:to )?(?:pay|deliver|send|submit|file|close|process|complete|issue|finish|publish)"
    r" .{0,40}(?<![a-z])(?:on time|in time|every (?:day|week|month)|each (?:day|week|month))(?:"
    r" every [a-z]+| each [a-z]+)?$"
    r"|^(?:to )?keep (?:the|our|all) .{1,40}(?:clean|tidy|stocked|in order|in shape|filled|sorted)$"
    r"|^(?:to )?(?:ensure|make sure) .{1,40} (?:is|are|gets?) (?:[a-z]+ )?(?:on time|in time"
    r"|regularly|as usual|every [a-z]+)$"
    r"|^(?:to )?(?:process|handle|answer|check|post|clean|update|report|send|pay|publish|sort"
    r"|count|file"
    r"|review|monitor|water|deliver|back up) [a-z -]{1,40} (?:daily|weekly|monthly|quarterly"
    r"|regularly"
    r"|every (?:day|week|month)|each (?:day|week|month))$"
    r"|(?:runs?|running|go(?:es)?|operates?) (?:normally|smoothly|as planned)$|^(?!.*(?:improv"
    r"|simplif|chang|automat|speed|reduc|better|eas(?:y|ier)|transform)|(?:to )?(?:make|turn"
    r"|become|win|help|let|give|bring|be|free|take|get|create|find|reach|prove"
    r"|put)(?![a-z])).*(?<![a-z])(?:daily"
    r"|day-to-day|normal|regular) [a-z]+"
    r"|^(?:to )?(?:do|hold|run|have|host|attend|perform|carry out|make) (?:the |our )?(?:daily"
    r"|weekly|monthly|quarterly|regular|routine|usual)(?![a-z])"
)
_GOING_ON = (
    "坚持|持续|继续|保持|维持|照常|例行|日常|按时|按月|按期(?!交付|完成|建成|上线|开业|竣工"
    "|通车|投产|实现|开工)|准时|定期|每(?:日|天|周|月|季度?|年)"
    "|如期(?!交付|完成|建成|上线|开业|竣工|通车|投产|实现|开工)"
)
_NEW = (
    "提升|优化|改善|改进|突破|探索|扩大|增长|降低|深耕|领先|第一|创新|提高|打造|攻克|减少|拓展"
    "|翻|最"
)
CHINESE = (
    rf"^(?:确保|保证|做到|保障)?(?:{_GOING_ON})(?!.*(?:{_NEW}))"
    rf"|^(?:做好|完成|处理|负责)(?:好)?(?:日常|例行|常规|现有|每)(?!.*(?:{_NEW}))"
    rf"|^(?:维护|处理|回复|审核|巡检|值班|发放|运维|接听|登记|整理|归档|保养)(?!.*(?:{_NEW}))"
    rf"|^(?:编制|撰写|提交|制作|出具|整理|编写|汇总|输出|发布|完成)每(?:日|天|周|月"
    rf"|季)(?!.*(?:{_NEW}))"
    rf"|(?:正常|日常)运[行转营作]$|^(?!.*(?:简化|自动化|变革|摆脱|解放)|让|使|把|将|成为|帮助"
    rf"|赢|走进|进入).*(?:日常|常规|例行)"
    rf"|^(?:解答|答复|接待|受理|接听|登记|录入|发放|回答|应答|收集)(?!.*(?:{_NEW}))"
    rf"|^(?:参加|出席|组织|召开|主持|开)(?:好)?(?:每|日常|例|周会|月会|晨会)(?!.*(?:{_NEW}))"
    rf"|^(?:做|做好|完成|负责|处理|办理|进行|提交|发|发放|保证|确保|跟进|组织|撰写|写"
    rf"|写好)(?!.*(?:{_NEW})).{{0,8}}"
    r"(?:盘点|报销|对账|发工资|结账|值班|备份|例会|周会|晨会|日报|周报|月报|考勤|巡检|保洁|归档"
    r"|开票|数据统计|工资核算|排班)(?:工作|任务)?$"
)
#: With one of these even known work is a challenge.
CHALLENGE = (
    latin(
        split(
            "while despite during through peak record first(?!-) without grow growing double"
            " surge black_friday"
            " christmas launch migration crisis even longer leaving leave coming_back safe"
            " come_back"
            " promise beyond twice back until never more surprising stable_through world fewer"
            " better"
            " faster leader leadership"
        )
    )
    + r"|重点|大促|双十一|双11|618|高峰|期间|首次|突破|挑战|前提下|危机|赢|领先|新增|翻"
)
