"""Words for factors and shares of a whole, in percent points."""

# Words that are a change in themselves, in percent points of what there was.
FACTORS = {
    word: change
    for change, words in {
        100.0: "twice_as_many twice_as_much twice_as_often double doubling doubled doubles twofold"
        " 翻倍 翻番 翻一番 翻一倍",
        200.0: "triple triples tripling tripled threefold 翻两倍",
        300.0: "quadruple quadruples quadrupling fourfold 翻两番",
        400.0: "fivefold",
        900.0: "tenfold",
        -50.0: "half_as_many half_as_much half_as_often halve halves halving halved in_half"
        " by_half 减半 砍半 腰斩 降低一半 减少一半 缩短一半 降一半 下降一半 压缩一半",
    }.items()
    for word in (name.replace("_", " ") for name in words.split())
}
#: Shares by their words; those of two words or more do not begin other phrases ("half a day").
SHARES = {
    words.replace("_", " "): share
    for share, names in {
        66.67: "two_thirds two-thirds by_two_thirds two_in_three",
        33.33: "a_third_of one_third_of by_a_third by_one_third one_in_three",
        75.0: "three_quarters_of three-quarters three_in_four",
        25.0: "a_quarter_of by_a_quarter by_one_quarter one_in_four",
        20.0: "a_fifth_of one_fifth_of by_a_fifth by_one_fifth one_in_five",
        10.0: "by_a_tenth one_in_ten",
        50.0: "half_of half_the half_our one_in_two 一半 过半 半数",
        80.0: "eight_in_ten four_in_five",
        90.0: "nine_in_ten",
    }.items()
    for words in names.split()
}
