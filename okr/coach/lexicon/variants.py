"""Traditional characters and their simplified forms, as far as the other lists use them.

Written down for this project character by character from the lists of this package.
"""

_TRADITIONAL = (
    "優統計劃進續團隊產業務銷場運營財務採購應鏈數據資訊開發測試評審議會戶滿質體驗獲線動員"
    "減縮壓強顯圍覽報導樣環節規範單獨佈處訪談調網頁實現達標關鍵結輸執擴張拓寬點擊轉換時間"
    "長週穩級別組織協聯與幫讓變認錄維護復異題復簽約價值費錢賬準備專項總經濟華東區國際"
    "創響聲譽視頻課賣買賽練習筆記憶層類號稱寫讀語說話請須負責給辦創貨倉庫廠產機構設備"
)
_SIMPLIFIED = (
    "优统计划进续团队产业务销场运营财务采购应链数据资讯开发测试评审议会户满质体验获线动员"
    "减缩压强显围览报导样环节规范单独布处访谈调网页实现达标关键结输执扩张拓宽点击转换时间"
    "长周稳级别组织协联与帮让变认录维护复异题复签约价值费钱账准备专项总经济华东区国际"
    "创响声誉视频课卖买赛练习笔记忆层类号称写读语说话请须负责给办创货仓库厂产机构设备"
)
TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
