"""Composed answers over the first document: what a person reads, and what stands behind it."""

from __future__ import annotations

import pytest

from qa.answering import ask, ask_in
from qa.build import Build
from qa.conversation import Conversation

HOLD = [
    (
        "医养结合的机构建几处、托位加多少、哪两个养老点要启用、谁负责？一次说清",
        ["5处", "700个", "中都社会福利中心、县二院养老中心", "县民政局、县卫生健康局"],
    ),
    # what two numbers just told, or the largest and the least of a list, are apart
    ("三个主导产业里哪个营收目标最高，比最低的高多少？", ["绿色化工", "相差 30亿元"]),
    ("下乡的戏和电影今年各演多少场，电影比戏多多少？", ["456场", "4464场", "相差 4008场"]),
    ("第四部分叫什么，从第几项到第几项？", ["13 项", "（二十一）", "（三十三）"]),
    ("西曼克公司在文件里跟哪些任务有关？", ["共 2 项", "（十）", "（六十七）"]),
    ("公益电影比送戏下乡多放多少场", ["4464场", "456场", "相差 4008场"]),
    ("公益性岗位开发数相当于新增就业岗位目标的百分之几", ["40%", "2600个", "6500个"]),
    ("滚动实施的技改项目数是数字化改造项目数的几倍", ["5 倍", "100个", "20个"]),
    ("今年梳理的那批重点项目，平均一个项目摊多少投资？", ["约 8.19亿元", "116个", "950亿元"]),
    ("今年新增多少学位？幼儿园和中小学加起来", ["合计 7200个", "6300个", "900个"]),
    (
        "今年新增规上工业、规上服务业、规上农产品加工企业，再加规模以上文化企业，合计目标几家？",
        ["不少于 58家", "35家", "15家", "5家", "3家"],
    ),
    ("农村路和幼儿园加起来一共多少", ["不能合计", "50公里", "2所"]),
    ("财政局跟住建局比，谁牵头的条数多？", ["一样", "7 项"]),
    ("有没有哪几条后面没写牵头单位？", ["3 项", "（七十六）", "（七十七）", "（七十八）"]),
    ("经济开发区挂牵头的有几项，哪项是它单干的", ["共 3 项", "1 项：（六十三）"]),
    ("大数据中心有单独牵头的任务没有，都和谁搭伙", ["没有这样的任务", "县行政审批服务局"]),
    ("牵头单位列得最多的是哪条任务，都有谁", ["6 个单位", "县机关事务中心"]),
    ("除了财政局，还有哪些单位牵头国企改革", ["没有别的单位"]),
    ("正文分几大部分、总共多少条任务", ["11 个部分", "共 78 项"]),
    ("哪家单位牵头的任务最多，一共多少条", ["县发展和改革局最多，23 项"]),
    ("哪个板块的任务条目最多，几条？", ["大力实施降碳减污扩绿行动最多，13 项"]),
    ("总共列了多少条任务，分成几大块？", ["共 78 项", "11 个部分"]),
    # every member of what is compared or counted, and no more
    (
        "高端装备、绿色化工、纺织服装三个产业，营收目标哪个最高？",
        ["从大到小：绿色化工", "65亿元", "40亿元"],
    ),
    ("高端装备、绿色化工和纺织服装里哪个营收目标最低", ["70亿元", "40亿元"]),
    ("农业农村局和住建局比，谁牵头的任务多？", ["县农业农村局更多", "9 项", "7 项"]),
    ("文化“两创”突破行动下面有几项任务？", ["共 9 项"]),
    ("第七部分讲的是什么，下面有几项任务？", ["有 8 项", "（五十七）"]),
    ("民政局牵头的任务中，哪些不是它一家牵头的？", ["2 项", "（六十九）", "（七十）"]),
    ("学校要招多少老师啊", ["350人"]),
    # parts of a question without verbs of their own, or that only name something
    ("今年打算招来多少年轻人才，多少高端人才？", ["2000人", "30人"]),
    ("美丽乡村今年建几个？卫生乡镇呢？", ["美丽乡村：17个", "卫生乡镇：2个"]),
    ("化工这条线重点推的是哪两个项目，营收想做到多少？", ["华宇同方、邦达化工", "70亿元"]),
    ("医共体谁在抓，要争什么牌子？", ["县卫生健康局", "国家慢病综合防控示范区"]),
    # a part without a fact of its own: the sentence beside it
    ("今年幼儿园新建几所，又有几所要开始用，公办学位加多少？", ["2所", "投入使用2所", "900个"]),
    ("证明材料共享率要到多少？年底前排在前多少项的电子证照要能用？", ["60%", "前100项"]),
    ("全县煤矿有几个，智能化要做到什么程度？", ["4家煤矿", "80%以上"]),
    ("高层次、青年、高技能人才各引进多少", ["30人", "2000人", "420人"]),
    ("大豆制种要保几万亩，想招哪家企业来？", ["7万亩", "中农发种业"]),
    ("托育今年新增多少托位，建哪几个中心？", ["700个", "开元托育园"]),
    ("哪些新院区要建、哪个要投入使用？", ["县人民医院新院区", "康复医院新院区"]),
    ("引进高层次人才多少人，青年人才呢，高技能人才呢？", ["30人", "2000人", "420人"]),
    # reckoned of what the parts found
    ("全年重点项目多少个，总共要投多少钱，平均一个大概几亿？", ["116个", "950亿元", "约 8.19亿元"]),
    ("公益性岗位和新增就业岗位分别是多少个，两个差几个？", ["2600个", "6500个", "相差 3900个"]),
    ("新增就业岗位多少个？公益性岗位多少个？占百分之几？", ["6500个", "2600个", "40%"]),
    # nobody else, and a word wherever it stands
    ("只归县民政局牵头、没有别的单位一起牵头的是哪几条？", ["有 2 项", "（七十一）", "（七十二）"]),
    ("文件里哪些事是要“试点”的？请列举。", ["共 5 项", "（四十九）", "（七十二）"]),
    ("哪些任务里提到“济宁市”？", ["共 4 项", "（三十七）"]),
    # of each of several things
    ("绿色食品认证、三品一标、规上农产品加工企业，今年各新增多少？", ["4个", "10个", "5家"]),
    ("学前教育公办率、普惠率分别多少？", ["公办率 不少于 66.5%；普惠率 不少于 93%"]),
    ("幼儿园的公办名额和中小学的新名额合起来能多多少个？", ["合计 7200个"]),
    # sections and ordinals
    ("第五部分讲什么？有几条？", ["文化“两创”突破行动", "9 项", "（三十四）", "（四十二）"]),
    ("最后一部分叫什么，包括哪几条？", ["切实抓好组织实施", "（七十六）", "（七十八）"]),
    ("第四十条是什么内容", ["送戏下乡456场"]),
    ("第十二条和第十三条分别讲什么？", ["五个减量替代", "十有两禁"]),
    ("倒数第二条是什么？", ["（七十七）完善工作机制"]),
    ("任务条数最少的是哪一部分？", ["最少，3 项"]),
    # units by their names, alone, without, of whom only part is told
    ("管交通的部门都领了哪些活？", ["共 5 项", "（十九）"]),
    ("管畜牧的那个中心有什么任务，猪要保住多少头？", ["（五十五）", "1.5万头"]),
    ("水务局牵头几件事，跟住建局一块的有哪些？", ["水务局共 4 项"]),
    ("不含发改局的产业升级任务有哪几条？", ["（八）", "（十一）"]),
    ("和县水务局合作最多的是哪些单位？", ["县住房和城乡建设局", "2 项"]),
    # policies
    ("文件开头一共提到几份上级文件？", ["共 3 份文件"]),
    ("哪条任务提到了济宁市的实施方案？", ["2 项", "（三十七）", "（五十八）"]),
    # of which thing a sentence says it
    ("被列成市里精致城镇试点的是哪个镇？", ["杨店镇。"]),
    ("要打造乡村公共服务示范的是哪几个镇？", ["杨店镇、苑庄镇、郭楼镇"]),
    # everyday words
    ("今年新开张的公司店铺定的指标是几千家？", ["新增市场主体", "6000家"]),
    ("争取上级资金要比去年多百分之几？", ["到位资金", "10%"]),
    # English in English
    (
        "Who is responsible for rural sewage and toilets in Wenshang?",
        ["Task 57 ", "is led by Xian Nongyenongcunju (县农业农村局)"],
    ),
    ("What is the 2023 target for green buildings?", ["500,000 square metres, by 2023-12-31"]),
    ("How many tasks does the Bureau of Commerce lead?", ["Xian Shangwuju (县商务局): 4 tasks"]),
    (
        "Which tasks does the science and technology bureau lead alone?",
        ["alone", "Task 5 “优化创新生态”"],
    ),
    ("有没有哪几条后面没标负责单位？", ["（七十六）", "（七十七）", "（七十八）"]),
    ("供电公司在这份任务里要出什么力？跟谁搭档？", ["（二十三）", "由县发展和改革局牵头"]),
    (
        "团县委摊到哪项工作，同组还有谁",
        ["（四）", "由县委组织部、县科技局、县人力资源和社会保障局牵头"],
    ),
    # whether a unit has a part in something, and who has
    ("县医保局是疫情防控那一条的牵头单位吗？", ["不是。", "县卫生健康局"]),
    ("低保扩围是民政局牵头吗", ["是。", "县财政局"]),
    ("雨污管网改造是不是由水务局牵头", ["不是。", "县住房和城乡建设局"]),
    ("县综合行政执法局参与但住建局没参与的任务有哪些？", ["2 项", "（四十八）", "（四十九）"]),
    ("引育创新人才这项，除了组织部还有谁牵头？", ["由团县委、县科技局"]),
    ("民政局牵头的有哪些，其中独自牵头的又是哪些？", ["有 4 项", "有 2 项：（七十一）"]),
    ("新改建四好农村路50公里这事儿，牵头的是哪家？", ["县交通运输局牵头"]),
    ("任务七十四是谁负责的", ["县应急管理局"]),
    ("牵头单位最多的一项任务是哪一项，有几家？", ["（三十一）", "6 个单位"]),
    ("牵头任务最少的单位有哪些", ["县供电公司", "最少，1 项"]),
    ("第五部分包含多少条任务？讲的是什么？", ["有 9 项", "（三十四）"]),
    ("口袋公园建几个 归谁管", ["8处", "县综合行政执法局"]),
    ("要争创哪些国家级称号", ["国家A级景区", "全国义务教育优质均衡发展县"]),
    ("Is the Civil Affairs Bureau responsible for nursery places?", ["Yes. Task 69"]),
    ("By when should electronic certificates be fully used?", ["年底前"]),
]
NOT_SAID = [
    ("哪家单位牵头的任务最多，一共多少条", "共 23 项"),  # told with the first part
    ("民政局一共挑头几件事，都是啥？", "《"),
    ("种子方面大豆制种要保几万亩，想招哪家企业来？", "没有找到"),
    ("全县煤矿有几个，智能化要做到什么程度？", "项任务"),
    ("招引过50亿元项目几个，过10亿元几个，充电桩几个，一共几个？", "合计"),  # one is not known
]


@pytest.mark.parametrize(("question", "held"), HOLD)
def test_the_first_sentences_say_all_that_was_asked(
    build: Build, question: str, held: list[str]
) -> None:
    answer = ask(build, question)
    assert answer.grade == "stated"
    assert [part for part in held if part not in answer.text] == []


@pytest.mark.parametrize(("question", "other"), NOT_SAID)
def test_a_part_says_nothing_of_something_else(build: Build, question: str, other: str) -> None:
    answer = ask(build, question)
    assert answer.grade == "stated" and other not in answer.text


def test_a_part_without_an_answer_is_named(build: Build) -> None:
    answer = ask(build, "5G基站建多少，新能源车充电桩装几个")
    assert "200个" in answer.text and "「新能源车充电桩装几个」这一问没有找到答案" in answer.text


def test_what_is_plainly_absent_takes_nothing_from_the_other_parts(build: Build) -> None:
    answer = ask(build, "农村路修多长？县公安局牵头哪些任务？")
    assert "50公里" in answer.text and "县公安局" in answer.text and not answer.abstain


def test_what_goes_on_is_of_each_task_just_told(build: Build) -> None:
    answer = ask(build, "粮食种多少亩、母猪稳多少头，各归谁")
    said = "".join(line.text for line in answer.statements)
    assert "县自然资源和规划局" in said and "县畜牧兽医事业发展中心牵头" in said


def test_the_rest_is_told_until_there_is_no_more(build: Build) -> None:
    conversation = Conversation()
    told: list[str] = []
    for question in ("发改局牵头哪些任务", "还有吗", "还有呢"):
        answer, conversation = ask_in(build, question, conversation)
        told += [line.text for line in answer.statements]
    assert len(told) == len(set(told)) == 23
    assert "没有更多了" in answer.text


def test_the_rest_of_one_task_leaves_out_what_was_told(build: Build) -> None:
    conversation = Conversation()
    for question in ("今年新增多少托位", "还有呢，这条里别的数字"):
        answer, conversation = ask_in(build, question, conversation)
    assert "5处" in answer.text and "700" not in answer.text
