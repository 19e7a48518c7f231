// Catalogue of texts: the program tinybrain-home and what it keeps or sends.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

// ---- Help ----
inline constexpr Message kHelpHome{"tinybrain-home: what tinybrain keeps and sends for you",
                                   "tinybrain-home: tinybrain이 보관하고 보내는 것을 다룹니다"};
inline constexpr Message kHelpRedact{
    "Replace names, numbers, addresses and other personal data in a text by placeholders",
    "글 속의 이름, 번호, 주소 같은 개인 정보를 자리표시로 바꿉니다"};
inline constexpr Message kArgRedactFile{"The text; - or nothing reads standard input",
                                        "글 파일. -이거나 없으면 표준 입력을 읽습니다"};
inline constexpr Message kOptRedactList{"Also list what was found, on standard error",
                                        "찾은 것을 표준 오류에 함께 보여 줍니다"};
inline constexpr Message kOptRedactLines{
    "Lines are JSON strings, each a text of its own; one line of JSON for each",
    "줄마다 JSON 문자열 하나가 글 하나입니다. 결과도 줄마다 JSON으로 씁니다"};

// ---- Knowledge ----
inline constexpr Message kHelpKnowledge{
    "Keep documents as passages and find in them what a question is about",
    "문서를 단락으로 보관하고 질문과 관련된 내용을 찾습니다"};
inline constexpr Message kArgKnowledgeAction{
    "add FILE|FOLDER|-, rm FILE, list, search QUESTION, info, renew (make the vectors anew), or "
    "check "
    "(lines of {{\"answer\", \"passages\"}}: which sentences the passages support)",
    "add 파일|폴더|-, rm 파일, list, search 질문, info, renew(벡터를 다시 만들기), check(한 줄에 "
    "{{\"answer\", \"passages\"}}: 단락이 뒷받침하는 문장 가리기)"};
inline constexpr Message kArgKnowledgeWords{
    "Paths, or the question; - reads standard input (search: a question a line, JSON a line)",
    "경로 또는 질문. -는 표준 입력을 읽습니다 (search: 한 줄에 질문 하나, 답은 한 줄에 JSON 하나)"};
inline constexpr Message kOptKnowledgeBase{"The knowledge base; else one in the data folder",
                                           "지식 베이스 파일. 없으면 데이터 폴더의 것을 씁니다"};
inline constexpr Message kOptKnowledgeMost{"How many passages to show", "보여 줄 단락의 수"};
inline constexpr Message kOptKnowledgeName{"The name that a text from standard input is cited by",
                                           "표준 입력으로 받은 글을 인용할 때 쓸 이름"};
inline constexpr Message kOptKnowledgeFormat{"What standard input holds: txt, md or html",
                                             "표준 입력의 형식: txt, md, html"};
inline constexpr Message kOptKnowledgeModel{
    "The encoder: a path, a name, or none for words alone; else as the base was made, the seed "
    "brain for a new one",
    "인코더: 경로, 이름, 또는 단어만 쓰려면 none. 없으면 지식 베이스를 만든 것을, 새로 만들 때는 "
    "시드 브레인을 씁니다"};
inline constexpr Message kKnowledgeAdding{"Reading", "읽는 중"};
inline constexpr Message kKnowledgeAdded{
    "{}: {} files read, {} unchanged; {} passages added, {} removed",
    "{}: 파일 {}개를 읽었고 {}개는 그대로입니다. 단락 {}개를 더하고 {}개를 지웠습니다"};
inline constexpr Message kKnowledgeProblem{"left out: {}", "뺐습니다: {}"};
inline constexpr Message kKnowledgeRemoved{"{}: {} passages removed", "{}: 단락 {}개를 지웠습니다"};
inline constexpr Message kKnowledgeFile{"File", "파일"};
inline constexpr Message kKnowledgePassages{"Passages", "단락"};
inline constexpr Message kKnowledgeSize{"Size", "크기"};
inline constexpr Message kKnowledgeInfo{"{}: {} passages of {} files, {}",
                                        "{}: 단락 {}개, 파일 {}개, {}"};
inline constexpr Message kKnowledgeEncoder{"vectors by '{}', {} numbers each",
                                           "벡터: '{}' 모델, {}차원"};
inline constexpr Message kKnowledgeWordsAlone{"no vectors: found by words alone",
                                              "벡터 없음: 단어만으로 찾습니다"};
inline constexpr Message kKnowledgeNoPath{
    "say which file or folder: tinybrain knowledge add DOCS/",
    "파일이나 폴더를 적으십시오: tinybrain knowledge add DOCS/"};
inline constexpr Message kKnowledgeNoQuestion{
    "say what to look for: tinybrain knowledge search \"How do I ...?\"",
    "찾을 것을 적으십시오: tinybrain knowledge search \"어떻게 ...?\""};
inline constexpr Message kKnowledgeAction{"there is no 'tinybrain knowledge {}'",
                                          "'tinybrain knowledge {}' 명령은 없습니다"};

}  // namespace tinybrain::msg
