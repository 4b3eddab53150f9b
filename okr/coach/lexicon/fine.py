"""What is too small for an objective: parts of a page, single files, metrics of one feature."""

from okr.coach.lexicon.build import either, latin, split

_THINGS = split(
    "typos? bugs? button buttons link links colou?r icon icons logo label tooltip footer header"
    " font"
    " wording field favicons? banner pop-up popup menu_item checkbox placeholder sentence headline"
    " screenshot thumbnail spelling margin padding hero_image images? pictures? photos? templates?"
    " address text slides? signature spreadsheet dropdown passwords? posters? translation"
    " page_title"
    " subtitles? tagline columns? menu_items? paragraph caption typography"
)
_THINGS_CHINESE = (
    "错别字 按钮 链接 图标 颜色 文案 字段 提示 弹窗 字体 显示问题 bug 错字 图片 标题 标点 页脚"
    " 页眉 横幅 缩略图 截图 间距"
    " 样式 主图 地址 模板 签名 日期 表格 密码 海报 译文 下拉框 电话号码 二维码 头像 昵称 序号"
    " 文字 版权信息 隐私链接"
    " 名称 菜单 列名 表头 措辞 标语 口号 配图"
).split()
_VERBS = split(
    "fix fixing repair change changing update updating add adding remove removing rename tweak"
    " correct correcting replace adjust move delete edit swap resize"
)
_VERBS_CHINESE = (
    "更改 变更 改动 调大 调小 修正 更正 纠正 调换 改正 补上 修复 修改 更换 调整 增加 加一个"
    " 加个 加上 添加 删除 更新 替换"
    " 改掉 改成 去掉 换掉"
).split()
_METRICS = split(
    "click-through click-throughs? click_rate ctr open_rate bounce_rate page_load load_time"
    " loading_time cart_abandonment push_messages? push_notifications? banner button tab pop-up"
    " popup tooltip newsletter e?-?mail landing_page screen subject_line scroll_depth"
    " form_completion"
)
_METRICS_CHINESE = (
    "点击率 打开率 跳出率 弹窗 按钮 横幅 推送 退信率 加载时间 加载时长 首屏 详情页 落地页 结果页"
    " 注册页 登录页 短信 邮件"
    " 标签页 评论区 开屏 卡片 入口"
).split()

#: Things one person changes in an afternoon.
SMALL_THINGS = rf"{latin(_THINGS)}|(?:{either(_THINGS_CHINESE)})"
SMALL_VERBS = rf"^(?:{latin(_VERBS)}|(?:给|为|把|将|在)?.{{0,12}}?(?:{either(_VERBS_CHINESE)}))"
#: Metrics of a single feature, page or message.
SMALL_METRICS = rf"{latin(_METRICS)}|(?:{either(_METRICS_CHINESE)})"
