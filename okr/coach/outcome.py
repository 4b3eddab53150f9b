"""Whether a line says how anybody would see that it is reached: a measure, a day, an acceptance."""

import re

from okr.coach.lexicon.build import latin, split
from okr.coach.reading import Reading
from okr.measures import Kind

# A placeholder that counts people or things ("XX 用户参与投稿", "XX users").
_PLACEHOLDER = re.compile(
    r"(?<![a-z])x{1,4}\+? ?(?:%|[个位名家人次条篇万亿元]|用户|客户|创作者|作者|开发者|商家|门店"
    r"|users?(?![a-z])"
    r"|customers?(?![a-z])|people(?![a-z])|percent)|x{1,4} ?月"
    r"|(?<![a-z])(?:to|reach(?:es)?|at|below|above|under|over|least|most|from|than|hits?) x{2,4}"
    r"(?=$| to| per|[,.;])|(?:提升|提高|减少|降低|增加|达到?|至|到|缩短|增长|节省"
    r"|工作)(?:[^,;\d]{0,6}?(?=x{2}))?"
    r" ?x{1,4}(?![a-z])(?! ?(?:功能|产品|系统|活动|模块|平台|页面))"
)
_NUMBER = re.compile(
    r"(?<![a-z\d.])\d[\d,.]* ?(?:%|‰|k\b|m\b|[个位名家人次条篇套份款项万亿元分秒天倍成台件场支])"
    r"|每.{1,3}[位个名家人次].{1,12}有.{1,2}[位个名家人次]|(?<!\d)\d{1,3} ?:"
    r" ?\d{1,3}(?![a-z\d])|百分之|[一二三四五六七八九]成"
)
# Others accept it, or it is beyond dispute: the end can be seen without a number.
_ACCEPTED_ENGLISH = latin(
    split(
        "approved approval(?!_(?:times?|process|rates?|workflows?|steps?|cycle)) signed_off"
        " signs?_off sign-off accepted_by agreed_by agreed_with"
        " (?<=[a-z]_)agrees?_on"
        " certified certification zero first_place number_one #1 top_\\d+ trouble-free"
        " in_production"
        " used_by adopted_by used_in adopted (?:is|are|be|been|gets?|get_it)_(?:accepted"
        "|approved|signed|certified) break-?even nationwide equals? on_par_with as_(?:good"
        "|fast|high|low|many|often)_as above_(?:the_)?(?:industry|market)_average first_in"
        " with_no without_any"
        " without_(?:additional|further|major|penalt(?:y|ies)|findings|objections|a_single"
        "|losing|loss)"
        " no_(?:major|critical|unplanned|severe|serious|open|p0|data|more_than|downtime"
        "|incidents?|complaints?)"
        " pass(?:es|ed)?_(?:the|its|an?)_[^,;]{0,40}(?:tests?|audits?|exams?|certification"
        "|review|inspection|check)"
        " pass_(?:the_)?iso named live_in fully_automated full_coverage (?:for|of|in|across)_all"
        " half_of"
        " twice daily_use no_longer unanimously"
    )
) + (
    r"|^(?:all|every|each) (?!week|month|day|quarter|year|two|other|sprint)[a-z]+"
    r"|(?<![a-z-])(?:every|each)"
    r" (?!week|month|day|quarter|year|report|two|other|sprint|team$)[a-z]+ [a-z ]{0,20}(?:has"
    r"|have|is|are|can|signs?|uses?|gets?|knows?|[a-z]+ed)(?![a-z])"
    r"|(?<![a-z])(?:an?|one|two|three) (?:third|quarter|half|fifth|tenth)s?(?![a-z])"
)
_ACCEPTED_CHINESE = (
    r"通过[^,;,;。]{0,14}(?:评审|审批|考试|认证|测试|验收|审核|答辩|审查|考核|检查|审计|批准|决策)"
    r"|(?:评审|审批|审核|验收|批准|考试|测试|认证|备案)(?:通过|过审)|过审|过会"
    r"|(?:获得|获(?!得)|取得|拿到|拿下)(?!广泛|普遍|高度|更多|更大"
    r"|进一步)[^,;,;。]{0,12}(?:批准|审批|认可|通过|采纳|许可|牌照|认证)"
    r"|(?:达成|形成)(?:一致"
    r"|共识)|一致通过|定稿"
    r"|完成[^,;]{0,18}(?:评审|审批|验收|决策)|签字|签收|验收|跑通|无障碍|零(?!售|件|部|食|散)"
    r"|无(?:重大|计划外|严重|一例|任何|p0)|无[^,;,;。]{0,6}(?:事故|故障"
    r"|补缴|罚款|处罚|遗留|异议|返工|退回|延误|问题|漏洞|差错|投诉|延期|中断)|不再|未(?:发现"
    r"|出现|发生)|不出现|全员|全部|全体|全量|所有[^,;,;。]{1,10}(?:完成|通过"
    r"|使用|接入|接受|达标|都|均)|每(?:个人?|位|家|名)[^,;,;。]{1,14}"
    r"(?:都|均|配备|完成|拥有|至少|使用)|(?:行业|全国|全球|区域|品类|榜单)第一|位列|登上|夺冠"
    r"|首选|全(?:面)?覆盖|热搜|标准化|不隔[天周]|到岗|入职(?!流程|培训|手册|教育)|加入$"
    r"|可(?:被)?(?:溯源|提取|统计|量化|监测|追溯|查询|记录|复制|复用|落地)|都可以|持平|(?:超过"
    r"|高于|优于|超越)[^,;]{0,6}(?:平均|行业|行标|去年|同期|竞|对手)|盈亏平衡|扭亏|清零|归零"
)
# Somebody else decides, or it is the first of its kind: both can be seen from outside.
_DECIDED_ENGLISH = (
    r"|(?<=[a-z] )(?<!to )(?:agrees?|agreed|approves?|grants?|granted|signs?|signed|accepts?"
    r"|adopts?"
    r"|chosen"
    r"|awarded|selected|confirms?|ratif(?:y|ies|ied)|chooses?|selects?)(?! up)(?![a-z-])"
    r"|(?<=[a-z] )(?:recommends?|(?:rates|ranks|names|votes|calls) (?:us|our|the))(?![a-z])"
    r"|: none(?![a-z])|(?<![a-z])(?:none|nobody|nothing) (?:of|in|is|was|has)(?![a-z])"
    r"|^no (?!longer)[a-z]|^(?:the |our )?first (?!class|rate)[a-z]"
)
_DECIDED_CHINESE = (
    r"|(?:董事会|委员会|理事会|股东会|监管|机构|管理层|工会|客户|政府|部门|经理|主管|上级"
    r"|专家)[^,;]{0,6}"
    r"(?:通过|批准|同意|签署|采纳|验收)|(?:审议|表决|投票)通过|中标|评[为选]|评级|入选|获选"
    r"|当选|获[奖评]|排名第|名列"
    r"|首[个家位单][^,;]{0,10}"
    r"(?:客户|订单|门店|用户|案例)"
)
_ACCEPTED_LATIN = re.compile(_ACCEPTED_ENGLISH + _DECIDED_ENGLISH)
_ACCEPTED_MIXED = re.compile(
    f"{_ACCEPTED_CHINESE}{_DECIDED_CHINESE}|{_ACCEPTED_ENGLISH}{_DECIDED_ENGLISH}"
)


def has_number(reading: Reading) -> bool:
    """Whether a number, or a placeholder for one, is to be reached."""
    if reading.quantity.kind is not Kind.MILESTONE:
        return True
    return bool(_NUMBER.search(reading.folded) or _PLACEHOLDER.search(reading.folded))


def is_accepted(reading: Reading) -> bool:
    """Whether somebody accepts it, or the state it ends in is beyond dispute."""
    folded = reading.folded
    return bool((_ACCEPTED_LATIN if folded.isascii() else _ACCEPTED_MIXED).search(folded))


def has_day(reading: Reading) -> bool:
    """Whether it is to be there on a day."""
    return reading.quantity.due is not None or bool(_DAY.search(reading.folded))


_DAY = re.compile(
    r"(?:x{1,4}|某) ?[月日](?:底|前|初|中旬|末)?|(?<![a-z])by x{2,4}(?![a-z])|年底|月底|季末|年内"
    r"|(?:节|暑期|假期|学期|大促|双十一|双11|618|开学|年会|开业|上市|旺季)(?:之|以)?前"
    r"|(?<![a-z])(?:from|as of|starting) (?:\d{1,2} [a-z]{3,9}|[a-z]{3,9} \d{1,2})(?!\d)|\d"
    r" ?[月日号]?起"
    r"|(?<![a-z])(?:by|on) (?:working|business|calendar)? ?day \d|第\d+个?(?:工作日|天)"
    r"|(?<![a-z])before (?:the )?(?:summer|easter|christmas|holiday|season|launch|fair|break)"
)
