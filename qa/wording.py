"""The sentences of answers, in Chinese and English; a test holds the two to the same keys."""

from __future__ import annotations

WORDING: dict[str, dict[str, str]] = {
    "zh": {
        "and": "、",
        "busiest_line": "{unit}：{count} 项",
        "check_no": "文件没有把这件事交给{unit}；{who}",
        "check_none": "文件没有把这件事交给{unit}。",
        "several": "叫「{name}」的有 {count} 个（{options}），请写全称。",
        "unplaced": "（地区不明的文件《{document}》）{unit}",
        "documents": "文件中",
        "documents_of": "{places}的文件中",
        "absent": "文件中没有直接回答。",
        "absent_place": "文件中没有{place}的内容；已载入的文件属于{known}。",
        "absent_year": "文件讲的是{known}年，没有{year}年的这项内容。",
        "absent_unit": "文件中没有{unit}的任务。",
        "absent_detail": "{where}没有写{detail}。",
        "absent_concept": "{where}没有{concept}方面的内容。",
        "absent_topic": "{where}没有这方面的内容。",
        "absent_words": "{where}没有找到「{asked}」的答案。",
        "absent_number": "{where}没有写明「{asked}」。",
        "absent_name": "文件中没有「{name}」。",
        "absent_all": "还没有载入任何可以查的内容。",
        "empty": "请写一个问题，例如：小孩上幼儿园难谁管。",
        "next_units": "「{task}」由谁负责？",
        "next_targets": "「{task}」有哪些指标？",
        "next_partners": "和{unit}合作最多的是哪些单位？",
        "next_tasks": "{unit}牵头哪些任务？",
        "next_all": "{unit}承担哪些任务？",
        "next_unit_targets": "{unit}牵头的任务里有哪些指标？",
        "next_basis": "这份文件根据什么制定？",
        "next_shared": "{one}和{other}共同承担哪些任务？",
        "next_number": "{metric}是多少？",
        "next_children": "小孩上幼儿园难谁管？",
        "next_projects": "今年要建成哪些项目？",
        "next_busiest": "哪个单位牵头的任务最多？",
    },
    "en": {
        "and": ", ",
        "busiest_line": "{unit}: {count}",
        "check_no": "The documents do not give this to {unit}; {who}",
        "check_none": "The documents do not give this to {unit}.",
        "several": "“{name}” may be any of {count} ({options}); please write the full name.",
        "unplaced": "(document of unknown place “{document}”) {unit}",
        "documents": "The documents",
        "documents_of": "The documents of {places}",
        "absent": "The documents hold no direct answer.",
        "absent_place": "The documents say nothing of {place}; those loaded belong to {known}.",
        "absent_year": "The documents are about {known}; they do not give this for {year}.",
        "absent_unit": "The documents hold no task of {unit}.",
        "absent_detail": "{where} do not give this detail ({detail}).",
        "absent_concept": "{where} say nothing of {concept}.",
        "absent_topic": "{where} say nothing of this.",
        "absent_words": "{where} say nothing of “{asked}”.",
        "absent_number": "{where} give no number for “{asked}”.",
        "absent_name": "The documents do not name “{name}”.",
        "absent_all": "Nothing that can be searched is loaded yet.",
        "empty": "Please write a question, for example: who is responsible for kindergartens?",
        "next_units": "Who is responsible for 「{task}」?",
        "next_targets": "Which targets does 「{task}」 have?",
        "next_partners": "Which units share tasks with {unit}?",
        "next_tasks": "Which tasks does {unit} lead?",
        "next_all": "Which tasks does {unit} have?",
        "next_unit_targets": "Which targets do the tasks led by {unit} have?",
        "next_basis": "Which policies is this document based on?",
        "next_shared": "Which tasks are shared by {one} and {other}?",
        "next_number": "What is the target of {metric}?",
        "next_children": "Who is responsible for kindergartens?",
        "next_projects": "Which projects are to be completed this year?",
        "next_busiest": "Which unit leads the most tasks?",
    },
}


def say(language: str, key: str, **values: object) -> str:
    """Return one sentence in a language, with its values filled in."""
    return WORDING[language][key].format(**values)


def listed(language: str, names: list[str] | tuple[str, ...]) -> str:
    """Return names as a list in a sentence."""
    return WORDING[language]["and"].join(names)
