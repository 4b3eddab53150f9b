"""Names of functions and teams, and words for working together; see the package for the source."""

from okr.coach.lexicon.build import either, split

_ENGLISH = split(
    "marketing sales product engineering design finance legal operations ops hr human_resources it"
    " data analytics support customer_support customer_service customer_success procurement"
    " purchasing logistics supply_chain security qa quality research r&d development devops"
    " accounting compliance communications pr public_relations recruiting facilities admin"
    " administration production manufacturing content brand growth platform infrastructure ux"
    " business_development strategy training merchandising warehouse risk treasury editorial"
    " community partnerships payroll controlling"
)
_CHINESE = split(
    "市场 营销 销售 产品 研发 技术 工程 设计 财务 法务 运营 人力 人力资源 人事 hr hrbp it 数据"
    " 客服 客户服务 客户成功"
    " 采购 物流 供应链 安全 测试 质量 质检 品控 运维 合规 公关 品牌 行政 生产 制造 内容 增长"
    " 用户增长 平台 战略 商务"
    " 渠道 培训 仓储 风控 审计 算法 前端 后端 架构 策划 美术 程序 发行 售前 售后 工厂 门店 信息"
    " 媒介 投放 渠道管理"
    " 用户研究 交互 ug bd pr qa 运营支持 招商 工艺 计划 基建"
)
_UNIT = r"(?:事业|业务)?(?:部门|部|团队|组|同学|同事|侧|中心|条线|线|伙伴|人员|处|科)"
_LIST = r"(?:[、和与及/]|以及)"
_ONE = rf"(?:{either(_CHINESE)})(?:{_UNIT})"
_BARE = rf"(?:{either(_CHINESE)})(?:{_UNIT})?"
#: A Chinese team with its unit word, perhaps after others in a list ("产品、运营部门").
CHINESE_TEAM = rf"(?:{_BARE}{_LIST}){{0,3}}{_ONE}"
#: A Chinese function, with or without the unit word.
CHINESE_FUNCTION = rf"(?:{_BARE}{_LIST}){{0,3}}{_BARE}"
#: An English function; what follows must not make it an attribute ("sales tools").
ENGLISH_FUNCTION = (
    rf"(?:(?:the|our|all of) )?(?:(?:product|platform|field|inside|customer|data|people)"
    rf" )?(?:{either(_ENGLISH)})"
    rf"(?:(?:,| and|/| &) (?:the |our )?(?:{either(_ENGLISH)}))?"
)
ENGLISH_UNIT = (
    r" (?:team|teams|department|departments|dept|division|colleagues|folks|people|leads?)"
)
