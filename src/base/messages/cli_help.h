// Catalogue of texts: what --help says. Errors and progress of the program are in cli.h.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kHelpProgram{"tinybrain: the tiny brain inside your app",
                                      "tinybrain: 내 앱 속의 작은 두뇌"};
inline constexpr Message kHelpFooter{
    "Exit codes: 0 done, 1 internal failure, 2 wrong usage, 3 bad file, 4 not found, 5 system or "
    "network\n"
    "refused, 6 out of memory, 7 disk full, 8 unsupported, 9 prompt over the window, 130 Ctrl-C,\n"
    "141 the reader of our output went away. With --json an error is "
    "{{\"error\":{{\"code\",\"message\"}}}}.\n"
    "Weights: --weights DIR, else $TINYBRAIN_WEIGHTS, else ./weights if it holds the model, else\n"
    "${{XDG_DATA_HOME:-~/.local/share}}/tinybrain/models.\n"
    "More about one command: tinybrain help COMMAND",
    "종료 코드: 0 성공, 1 내부 오류, 2 사용법 오류, 3 잘못된 파일, 4 찾을 수 없음, 5 시스템이나 "
    "네트워크 거부,\n"
    "6 메모리 부족, 7 디스크 가득 참, 8 지원하지 않음, 9 입력이 창보다 김, 130 Ctrl-C,\n"
    "141 출력을 읽던 쪽이 사라짐. --json이면 오류도 {{\"error\":{{\"code\",\"message\"}}}} "
    "형식입니다.\n"
    "가중치: --weights DIR, 없으면 $TINYBRAIN_WEIGHTS, 모델이 들어 있으면 ./weights, 그다음은\n"
    "${{XDG_DATA_HOME:-~/.local/share}}/tinybrain/models 폴더에서 찾습니다.\n"
    "명령 하나를 자세히 보려면: tinybrain help 명령"};

// Labels of the help page.
inline constexpr Message kLabelUsage{"Usage", "사용법"};
inline constexpr Message kLabelOptions{"OPTIONS", "옵션"};
inline constexpr Message kLabelCommand{"COMMAND", "명령"};
inline constexpr Message kLabelCommands{"Commands", "명령"};
inline constexpr Message kLabelArguments{"Arguments", "인수"};
inline constexpr Message kLabelRequired{"(required)", "(필수)"};
inline constexpr Message kGroupGeneral{"General options", "공통 옵션"};
inline constexpr Message kGroupModel{"Model", "모델"};
inline constexpr Message kGroupCommand{"Options", "옵션"};
inline constexpr Message kGroupSampling{"Sampling", "샘플링"};
inline constexpr Message kGroupGrammar{"What the reply must be", "답의 형식"};
inline constexpr Message kOptSchema{
    "JSON that this JSON Schema allows (a file, or the schema itself)",
    "이 JSON 스키마에 맞는 JSON (파일 또는 스키마 글)"};
inline constexpr Message kOptRegex{"Text that this regular expression matches as a whole",
                                   "이 정규식 전체와 맞는 글"};
inline constexpr Message kOptGrammar{"Text of this GBNF grammar", "이 GBNF 문법의 글"};
inline constexpr Message kGroupWindow{"Window and reply", "창과 답변"};

// Commands.
inline constexpr Message kHelpChat{"Talk with a model", "모델과 대화합니다"};
inline constexpr Message kHelpAsk{"Ask one question; the answer streams to standard output",
                                  "질문 하나를 하고 답을 표준 출력으로 받습니다"};
inline constexpr Message kHelpComplete{"Continue a plain text", "글을 이어 씁니다"};
inline constexpr Message kHelpChoose{"Choose the likeliest of some labels for a text",
                                     "글에 가장 어울리는 선택지를 고릅니다"};
inline constexpr Message kHelpBuild{"Make a small model from your own data",
                                    "내 데이터로 작은 모델을 만듭니다"};
inline constexpr Message kHelpClassify{"Sort texts by a model that build made",
                                       "build로 만든 모델로 글을 분류합니다"};
inline constexpr Message kHelpUnderstand{
    "Tell language, kind, emotion and topic of texts, by the brain that comes along",
    "함께 들어 있는 브레인으로 글의 언어, 종류, 감정, 주제를 알아봅니다"};
inline constexpr Message kOptUnderstandModel{"Another brain with heads (default: the seed brain)",
                                             "머리가 있는 다른 브레인 (기본값: 씨앗 브레인)"};
inline constexpr Message kOptHead{"The head to judge, of a brain with several",
                                  "여러 머리가 있는 브레인에서 평가할 머리"};
inline constexpr Message kHelpAnswer{
    "Answer questions from a brain that build made of an FAQ or manuals",
    "FAQ나 설명서로 만든 브레인으로 질문에 답합니다"};
inline constexpr Message kArgBrain{"The brain's folder", "브레인 폴더"};
inline constexpr Message kArgQuestions{"Questions; without them, lines of standard input",
                                       "질문. 없으면 표준 입력의 각 줄"};
inline constexpr Message kOptPasses{
    "Parts of a batch: the result is that of N processes of mpirun -np N",
    "묶음을 나누는 수. mpirun -np N 프로세스 N개로 만든 것과 같은 결과"};
inline constexpr Message kOptAnswerColumn{"The column with the answer", "답이 있는 열"};
inline constexpr Message kHelpEval{
    "Judge a model on rows that tell what is right: labels, answers, or options and the right one",
    "정답이 있는 행으로 모델을 평가합니다: 라벨, 답, 또는 선택지와 정답"};
inline constexpr Message kOptOptionColumns{
    "Columns with options to choose among, as A,B,C,D; one column: lists, or texts with | between",
    "선택지가 든 열. 예: A,B,C,D. 한 열이면 목록이거나 |로 나눈 글"};
inline constexpr Message kOptEvalRaw{
    "Answers go on from the text as it is, to the end of the line, without a chat template",
    "대화 템플릿 없이, 글을 그대로 이어 줄 끝까지를 답으로 봅니다"};
inline constexpr Message kHelpCompare{"Is the difference between two models real?",
                                      "두 모델의 차이가 진짜인지 검정합니다"};
inline constexpr Message kArgData{"A file (.csv .tsv .jsonl .json .md .html .txt .pdf) or a folder",
                                  "파일(.csv .tsv .jsonl .json .md .html .txt .pdf) 또는 폴더"};
inline constexpr Message kArgFirst{"The first model", "첫째 모델"};
inline constexpr Message kArgSecond{"The second model", "둘째 모델"};
inline constexpr Message kOptFor{
    "classify, answer (from an FAQ or manuals), chat, complete or embed",
    "classify, answer(FAQ나 설명서로 답하기), chat, complete, embed 중 하나"};
inline constexpr Message kOptBase{"The model to start from: a path or a name",
                                  "바탕 모델: 경로 또는 이름"};
inline constexpr Message kOptBrain{"The folder to write", "만들 폴더"};
inline constexpr Message kOptBudget{"Most bytes of the model file, as 30MB",
                                    "모델 파일의 최대 크기. 예: 30MB"};
inline constexpr Message kOptLatency{"Most time for one answer on this machine, as 20ms",
                                     "이 기기에서 답 하나에 쓸 최대 시간. 예: 20ms"};
inline constexpr Message kOptRecipe{"Choices from a TOML file; flags win",
                                    "TOML 파일의 설정. 명령줄 옵션이 우선합니다"};
inline constexpr Message kOptDevFile{"A file of rows to choose by, instead of a tenth of the data",
                                     "데이터의 10분의 1 대신 고르기에 쓸 파일"};
inline constexpr Message kOptTestFile{"A file of rows to test on, instead of a tenth of the data",
                                      "데이터의 10분의 1 대신 시험에 쓸 파일"};
inline constexpr Message kOptTextColumn{"The column with the text", "글이 든 열"};
inline constexpr Message kOptLabelColumn{"The column with the label", "라벨이 든 열"};
inline constexpr Message kOptGroupColumn{"A column to compare groups by", "집단을 비교할 열"};
inline constexpr Message kOptOutOfScope{"The label that means: none of these",
                                        "해당 없음을 뜻하는 라벨"};
inline constexpr Message kOptLicense{"Licence of the data, for the card",
                                     "카드에 적을 데이터 라이선스"};
inline constexpr Message kOptEvents{
    "Progress on standard output: each event a line {{\"event\": {{...}}}}",
    "진행 상황을 표준 출력에 한 줄에 하나씩 씁니다: {{\"event\": {{...}}}}"};
inline constexpr Message kOptBrainName{"Name of the brain, for the card", "카드에 적을 이름"};
inline constexpr Message kOptBuildType{"Weight type of the file (q8_0, q5_0, ...)",
                                       "파일의 가중치 형식 (q8_0, q5_0 등)"};
inline constexpr Message kOptPerLabel{"Train on at most so many examples of each label",
                                      "라벨마다 이만큼만 학습에 씁니다"};
inline constexpr Message kOptEpochs{"Times through the data", "데이터 반복 횟수"};
inline constexpr Message kOptBatch{"Examples in a step", "한 단계의 예시 수"};
inline constexpr Message kOptRate{"Learning rate", "학습률"};
inline constexpr Message kOptDora{"Adapters learn the lengths of rows as well (DoRA)",
                                  "어댑터가 행의 길이도 함께 학습 (DoRA)"};
inline constexpr Message kOptLoraRank{"Rank of low-rank adapters; 0 = train every weight",
                                      "저계수 어댑터의 계수. 0이면 모든 가중치를 학습합니다"};
inline constexpr Message kOptPatience{"Stop after so many epochs without a better score",
                                      "이만큼 나아지지 않으면 멈춥니다"};
inline constexpr Message kOptBuildSeed{"Seed; the same gives the same bytes",
                                       "시드. 같으면 같은 바이트가 나옵니다"};
inline constexpr Message kOptBalance{"Let rare labels count more", "드문 라벨에 무게를 더 줍니다"};
inline constexpr Message kOptDropDuplicates{"Leave out rows that repeat another",
                                            "되풀이되는 행을 뺍니다"};
inline constexpr Message kOptDropNear{"Leave out rows that nearly repeat another",
                                      "거의 되풀이되는 행을 뺍니다"};
inline constexpr Message kOptDropContradictions{
    "Leave out rows with the same text and different labels", "글은 같고 라벨이 다른 행을 뺍니다"};
inline constexpr Message kOptDropLeaks{"Leave out test rows that are also in the training data",
                                       "학습 데이터에도 있는 시험용 행을 뺍니다"};
inline constexpr Message kHelpEmbed{"Turn texts into vectors", "글을 벡터로 바꿉니다"};
inline constexpr Message kHelpTokenize{"Turn text into token ids, or back",
                                       "글을 토큰 번호로, 또는 거꾸로 바꿉니다"};
inline constexpr Message kHelpInfo{"Describe a model file", "모델 파일을 설명합니다"};
inline constexpr Message kHelpConvert{"Convert a model to a GGUF file of another weight type",
                                      "모델을 다른 가중치 형식의 GGUF 파일로 변환합니다"};
inline constexpr Message kHelpPerplexity{"Measure perplexity on a text file",
                                         "글 파일로 퍼플렉시티를 잽니다"};
inline constexpr Message kHelpBench{
    "Measure speed and memory, and how near they are to this machine's limits",
    "속도와 메모리, 그리고 이 컴퓨터의 한계에 얼마나 가까운지 잽니다"};
inline constexpr Message kHelpBenchLimits{
    "Limits, measured here in about a second:\n"
    "  pp  arithmetic: operations of the layers a token / peak of the multiplying instruction\n"
    "  tg  reading: bytes of weights a token / speed of reading that many bytes again and again",
    "한계 (여기서 1초쯤 들여 잽니다):\n"
    "  pp  연산: 층의 토큰당 연산 수 / 곱셈 명령의 최대 속도\n"
    "  tg  읽기: 토큰당 읽는 가중치 바이트 / 그만한 크기를 되풀이해 읽는 속도"};
inline constexpr Message kHelpPull{"Fetch a model by name, or a file from an https address",
                                   "이름으로 모델을, 또는 https 주소에서 파일을 받습니다"};
inline constexpr Message kHelpList{"List the models known and the models here",
                                   "알려진 모델과 받아 둔 모델을 보여 줍니다"};
inline constexpr Message kHelpServe{"Serve models to other programs, in OpenAI's form",
                                    "다른 프로그램에 OpenAI 형식으로 모델을 제공합니다"};
inline constexpr Message kHelpRm{"Delete a model from the weights folder",
                                 "가중치 폴더에서 모델을 지웁니다"};
inline constexpr Message kHelpDoctor{"Describe this machine and which models would run well on it",
                                     "이 컴퓨터와, 여기서 잘 돌아갈 모델을 알려 줍니다"};
inline constexpr Message kHelpHelp{"Show help", "도움말을 보여 줍니다"};
inline constexpr Message kHelpVersion{"Show the version", "버전을 보여 줍니다"};

// Options shared by all.
inline constexpr Message kOptHelp{"Show this help", "이 도움말을 보여 줍니다"};
inline constexpr Message kOptVersion{"Show the version", "버전을 보여 줍니다"};
inline constexpr Message kOptJson{"Write JSON to standard output, errors too",
                                  "오류까지 표준 출력에 JSON으로 씁니다"};
inline constexpr Message kOptLang{"Language of messages: en or ko (default: from the locale)",
                                  "메시지 언어: en 또는 ko (기본값: 로캘에서)"};
inline constexpr Message kOptQuiet{"No progress and no notices",
                                   "진행 상황과 알림을 쓰지 않습니다"};
inline constexpr Message kOptSealed{
    "Give up, before the model is opened, every file that is not named here, the network and other "
    "programs (Linux)",
    "모델을 열기 전에 여기 적지 않은 파일, 네트워크, 다른 프로그램을 모두 쓸 수 없게 합니다 "
    "(Linux)"};
inline constexpr Message kOptWeights{"Folder of models", "모델 폴더"};
inline constexpr Message kOptModel{
    "GGUF file, Hugging Face folder, or a name that 'tinybrain list' shows",
    "GGUF 파일, Hugging Face 폴더, 또는 'tinybrain list'에 나오는 이름"};
inline constexpr Message kOptAdapter{
    "LoRA or DoRA adapter of the (first) model: a GGUF file or a PEFT folder",
    "(첫) 모델의 LoRA 또는 DoRA 어댑터: GGUF 파일이나 PEFT 폴더"};
inline constexpr Message kOptThreads{"Threads, at most one per processor; 0 = one per core",
                                     "스레드 수, 많아도 프로세서마다 하나. 0 = 코어마다 하나"};
inline constexpr Message kOptCtx{"Window in tokens; 0 = the model's own, at most 8192",
                                 "창 크기(토큰). 0 = 모델의 것, 최대 8192"};
inline constexpr Message kOptKv{
    "Type of the KV cache: f16, q8_0 for half the memory, q4_0 for a quarter, or f32, exact and "
    "twice "
    "the size",
    "KV 캐시 형식: f16, 메모리가 절반인 q8_0, 4분의 1인 q4_0, 또는 정확하지만 두 배 큰 f32"};
inline constexpr Message kOptSession{
    "Go on from this file if it is there, and save the session to it at the end",
    "이 파일이 있으면 거기서 이어 가고, 끝날 때 세션을 저장합니다"};
inline constexpr Message kOptDraft{
    "Smaller model with the same vocabulary that guesses ahead (the text stays the same)",
    "앞을 짐작할, 어휘가 같은 더 작은 모델 (글은 그대로입니다)"};
inline constexpr Message kOptNoSpeculation{
    "Do not guess ahead (the text is the same either way)",
    "앞을 미리 짐작하지 않습니다 (글은 어느 쪽이든 같습니다)"};

// Sampling.
inline constexpr Message kOptTemp{"Temperature; 0 = always the most likely token (default {})",
                                  "온도. 0 = 언제나 가장 그럴듯한 토큰 (기본값 {})"};
inline constexpr Message kOptTopK{"Keep the K most likely tokens; 0 = off (default {})",
                                  "가장 그럴듯한 토큰 K개만 남깁니다. 0 = 끔 (기본값 {})"};
inline constexpr Message kOptTopP{
    "Keep tokens up to this share of probability; 1 = off (default {})",
    "확률을 이만큼까지 채우는 토큰만 남깁니다. 1 = 끔 (기본값 {})"};
inline constexpr Message kOptMinP{
    "Drop tokens under this share of the best one; 0 = off (default {})",
    "가장 좋은 토큰의 이 비율보다 낮은 것을 버립니다. 0 = 끔 (기본값 {})"};
inline constexpr Message kOptTypical{"Locally typical sampling; 1 = off (default {})",
                                     "국소 전형 샘플링. 1 = 끔 (기본값 {})"};
inline constexpr Message kOptRepeat{"Divide the logits of recent tokens; 1 = off (default {})",
                                    "최근 토큰의 로짓을 나눕니다. 1 = 끔 (기본값 {})"};
inline constexpr Message kOptPresence{"Subtracted from tokens already seen; 0 = off (default {})",
                                      "이미 나온 토큰에서 뺍니다. 0 = 끔 (기본값 {})"};
inline constexpr Message kOptFrequency{
    "Subtracted for each time a token was seen; 0 = off (default {})",
    "토큰이 나온 횟수만큼 뺍니다. 0 = 끔 (기본값 {})"};
inline constexpr Message kOptWindow{"How many recent tokens the penalties see (default {})",
                                    "벌점이 살피는 최근 토큰 수 (기본값 {})"};
inline constexpr Message kOptDry{"Strength of 'don't repeat yourself'; 0 = off (default {})",
                                 "반복 방지(DRY) 세기. 0 = 끔 (기본값 {})"};
inline constexpr Message kOptBias{
    "ID=B adds B to the logit of token ID; -inf forbids it. May be repeated",
    "ID=B: 토큰 ID의 로짓에 B를 더합니다. -inf는 금지. 여러 번 쓸 수 있습니다"};
inline constexpr Message kOptStop{"Text that ends the reply. May be repeated",
                                  "답을 끝내는 글. 여러 번 쓸 수 있습니다"};
inline constexpr Message kOptSeed{"The same seed gives the same text (default {})",
                                  "시드가 같으면 글도 같습니다 (기본값 {})"};
inline constexpr Message kOptMaxTokens{
    "Longest reply in tokens; 0 = until the model ends (default {})",
    "답의 최대 토큰 수. 0 = 모델이 끝낼 때까지 (기본값 {})"};
inline constexpr Message kOptLogprobs{
    "Report this many alternatives with each token, 0 to 20 (needs --json)",
    "토큰마다 대안을 이만큼 알립니다. 0에서 20까지 (--json 필요)"};
inline constexpr Message kOptTemplate{
    "Chat template: chatml, llama3, gemma, ... (default: the model's own)",
    "대화 템플릿: chatml, llama3, gemma 등 (기본값: 모델의 것)"};
inline constexpr Message kOptSystem{"System message", "시스템 메시지"};
inline constexpr Message kOptStats{"Write speed and token counts to standard error",
                                   "속도와 토큰 수를 표준 오류에 씁니다"};
inline constexpr Message kOptStream{"With --json: one JSON object a line, as tokens come",
                                    "--json과 함께: 토큰이 나올 때마다 한 줄에 JSON 하나"};
inline constexpr Message kOptShowPrompt{"Show the prompt that the model would get, and stop",
                                        "모델이 받을 프롬프트만 보여 주고 끝냅니다"};

// One command each.
inline constexpr Message kArgQuestion{"The question; standard input if left out",
                                      "질문. 없으면 표준 입력에서 읽습니다"};
inline constexpr Message kArgPrompt{"The text to continue; standard input if left out",
                                    "이어 쓸 글. 없으면 표준 입력에서 읽습니다"};
inline constexpr Message kOptEcho{"Write the prompt before its continuation",
                                  "이어 쓴 글 앞에 원래 글도 씁니다"};
inline constexpr Message kOptSpecialPrompt{"Special tokens written in the prompt count as such",
                                           "글에 적힌 특수 토큰을 특수 토큰으로 읽습니다"};
inline constexpr Message kOptNoHistory{"Do not keep what is typed in the history file",
                                       "입력한 것을 기록 파일에 남기지 않습니다"};
inline constexpr Message kOptLabel{"A label; may be repeated", "선택지. 여러 번 쓸 수 있습니다"};
inline constexpr Message kOptLabelFile{"Read labels from the lines of this file",
                                       "이 파일의 줄들을 선택지로 읽습니다"};
inline constexpr Message kOptChooseRaw{"Labels continue the text as it is, without a chat template",
                                       "대화 템플릿 없이, 선택지가 글을 그대로 잇는 것으로 봅니다"};
inline constexpr Message kArgTexts{"Texts; lines of standard input if left out",
                                   "글들. 없으면 표준 입력의 줄들을 읽습니다"};
inline constexpr Message kOptFileLines{"Read texts from the lines of this file",
                                       "이 파일의 줄들을 글로 읽습니다"};
inline constexpr Message kOptSimilar{"Show how similar the texts are to each other",
                                     "글끼리 얼마나 비슷한지 보여 줍니다"};
inline constexpr Message kOptRaw{"Do not scale vectors to unit length",
                                 "벡터 길이를 1로 맞추지 않습니다"};
inline constexpr Message kArgText{"Text (or ids with --decode); standard input if left out",
                                  "글(--decode면 번호). 없으면 표준 입력에서 읽습니다"};
inline constexpr Message kOptPieces{"Show each token's id and text",
                                    "토큰마다 번호와 글을 보여 줍니다"};
inline constexpr Message kOptDecode{"Turn ids into text", "번호를 글로 바꿉니다"};
inline constexpr Message kOptLines{"One result for each line of standard input",
                                   "표준 입력의 줄마다 결과를 하나씩 냅니다"};
inline constexpr Message kOptJsonLines{"With --lines: each line of text is a JSON string",
                                       "--lines와 함께: 글 한 줄이 JSON 문자열입니다"};
inline constexpr Message kOptSpecial{
    "Add begin and end tokens, and read special tokens in the text",
    "시작과 끝 토큰을 붙이고, 글 속의 특수 토큰을 읽습니다"};
inline constexpr Message kArgModel{"GGUF file, Hugging Face folder, or a name",
                                   "GGUF 파일, Hugging Face 폴더, 또는 이름"};
inline constexpr Message kOptTensors{"List every tensor", "텐서를 모두 보여 줍니다"};
inline constexpr Message kArgInput{"Model to convert", "변환할 모델"};
inline constexpr Message kArgOutput{"GGUF file to write", "쓸 GGUF 파일"};
inline constexpr Message kOptType{
    "Weight type: f32 f16 bf16 q8_0 q4_0 q4_1 q5_0 q5_1 q2_k to q6_k iq4_nl iq4_xs",
    "가중치 형식: f32 f16 bf16 q8_0 q4_0 q4_1 q5_0 q5_1 q2_k~q6_k iq4_nl iq4_xs"};
inline constexpr Message kOptForce{"Replace what is there", "이미 있는 것을 바꿉니다"};
inline constexpr Message kArgTextFile{"Text file", "글 파일"};
inline constexpr Message kOptCtxPpl{"Tokens in a chunk (default 512)",
                                    "조각의 토큰 수 (기본값 512)"};
inline constexpr Message kOptChunks{"Chunks to measure; 0 = all", "잴 조각 수. 0 = 전부"};
inline constexpr Message kOptPromptN{
    "Prompt tokens, or several: 128,512 (default 512; 0 = none)",
    "프롬프트 토큰 수. 여럿이면 128,512처럼 씁니다 (기본값 512, 0 = 재지 않음)"};
inline constexpr Message kOptDecodeN{"Tokens to decode (default 128; 0 = none)",
                                     "생성할 토큰 수 (기본값 128, 0 = 재지 않음)"};
inline constexpr Message kOptSessions{
    "Sessions that decode at once; their tokens count together (default 1)",
    "동시에 생성하는 세션 수. 토큰을 함께 셉니다 (기본값 1)"};
inline constexpr Message kOptRuns{"Runs; the median counts (default 5)",
                                  "반복 수. 중앙값을 씁니다 (기본값 5)"};
inline constexpr Message kOptNoLimits{"Do not measure the machine's limits",
                                      "이 컴퓨터의 한계는 재지 않습니다"};
inline constexpr Message kArgPull{"Name that 'tinybrain list' shows, or an https address",
                                  "'tinybrain list'에 나오는 이름, 또는 https 주소"};
inline constexpr Message kOptTo{"Folder to put it in (default: the weights folder)",
                                "넣을 폴더 (기본값: 가중치 폴더)"};
inline constexpr Message kOptSha{"SHA-256 that the file must have", "파일이 가져야 할 SHA-256"};
inline constexpr Message kOptTrust{"Accept a file without a known hash, and show its hash",
                                   "해시를 모르는 파일을 받아들이고 해시를 보여 줍니다"};
inline constexpr Message kOptMirror{
    "Take the file or its packages from this folder, not from the network",
    "네트워크 대신 이 폴더에서 파일이나 패키지를 가져옵니다"};
inline constexpr Message kArgName{"Name of the model", "모델 이름"};
inline constexpr Message kOptYes{"Do not ask", "묻지 않습니다"};
inline constexpr Message kArgCommand{"Command to explain", "설명할 명령"};

}  // namespace tinybrain::msg
