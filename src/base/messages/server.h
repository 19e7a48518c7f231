// Catalogue of texts: what `tinybrain-server` says on the terminal and in its error replies.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

// ---- On the terminal ----
inline constexpr Message kServerErrorLine{"tinybrain-server: {}", "tinybrain-server: {}"};
inline constexpr Message kListening{"listening on {}", "{} 에서 기다립니다"};
inline constexpr Message kServing{"model '{}': {}", "모델 '{}': {}"};
inline constexpr Message kSealed{
    "sealed: no file but the models and what is kept in {}, no connection but those that come in, "
    "no other program",
    "봉인됨: 모델과 {}에 두는 것 말고 다른 파일, 들어오는 연결 말고 다른 연결, 다른 프로그램을 쓸 "
    "수 없습니다"};
inline constexpr Message kExposed{
    "warning: '{}' can be reached from other machines, and what is sent is not encrypted. Whoever "
    "has the key can use the models.",
    "주의: '{}' 주소는 다른 컴퓨터에서 닿을 수 있고, 오가는 내용은 암호화되지 않습니다. 키를 가진 "
    "사람은 누구나 모델을 쓸 수 있습니다."};
inline constexpr Message kExposedTls{
    "note: '{}' can be reached from other machines. Whoever has the key can use the models.",
    "참고: '{}' 주소는 다른 컴퓨터에서 닿을 수 있습니다. 키를 가진 사람은 누구나 모델을 쓸 수 "
    "있습니다."};
inline constexpr Message kTlsNeedsBoth{
    "--tls-cert and --tls-key go together: a certificate and its key",
    "--tls-cert와 --tls-key는 함께 주어야 합니다. 인증서와 그 키입니다"};
inline constexpr Message kTlsCertificate{"'{}' is not a certificate in PEM form: {}",
                                         "'{}'은(는) PEM 형식의 인증서가 아닙니다: {}"};
inline constexpr Message kTlsKey{"'{}' is not a key in PEM form without a pass phrase: {}",
                                 "'{}'은(는) 암호가 걸려 있지 않은 PEM 형식의 키가 아닙니다: {}"};
inline constexpr Message kTlsMismatch{"the key '{}' does not belong to the certificate '{}'",
                                      "'{}' 키는 '{}' 인증서의 것이 아닙니다"};
inline constexpr Message kBadAdapterOption{
    "--adapter wants NAME=PATH or MODEL:NAME=PATH, not '{}'",
    "--adapter에는 이름=경로나 모델:이름=경로가 필요합니다. '{}'은(는) 안 됩니다"};
inline constexpr Message kAdapterWhose{
    "several models are served: say whose adapter '{}' is, as MODEL:NAME=PATH",
    "여러 모델을 제공하고 있으니 어댑터 '{}'의 모델을 모델:이름=경로로 알려 주십시오"};
inline constexpr Message kAdapterModel{
    "the adapter '{}' is for the model '{}', which is not served",
    "어댑터 '{}'의 모델 '{}'은(는) 제공하지 않습니다"};
inline constexpr Message kAdapterTwice{"the model '{}' has two adapters called '{}'",
                                       "모델 '{}'에 이름이 '{}'인 어댑터가 둘입니다"};
inline constexpr Message kStopping{"stopping", "멈추는 중입니다"};
inline constexpr Message kNeedsKey{
    "--host {} can be reached from other machines: give a key with TINYBRAIN_API_KEY or --api-key",
    "--host {} 주소는 다른 컴퓨터에서 닿을 수 있으니 TINYBRAIN_API_KEY나 --api-key로 키를 "
    "주십시오"};
inline constexpr Message kCannotListen{"cannot listen on {}:{}: {}",
                                       "{}:{} 에서 기다릴 수 없습니다: {}"};
inline constexpr Message kAddressInUse{"the address is in use, or not one of this machine",
                                       "이미 쓰고 있거나 이 컴퓨터의 주소가 아닙니다"};
inline constexpr Message kNoModelGiven{"no model given; name one with --model",
                                       "모델이 없습니다. --model로 알려 주십시오"};
inline constexpr Message kSameModelName{
    "two models are called '{}'; requests could not tell them apart",
    "이름이 '{}'인 모델이 둘이라 요청에서 구별할 수 없습니다"};
inline constexpr Message kSeedWithoutHeads{
    "'{}' has no heads, so it cannot tell what a text is like",
    "'{}'에는 글을 파악할 헤드가 없습니다"};
inline constexpr Message kPageAt{"the page: {}/", "페이지: {}/"};
inline constexpr Message kNoPage{
    "This tinybrain-server was built without its page (that takes Node.js and npm). Its interface "
    "is "
    "there all the same: /v1, described by /openapi.json.",
    "이 tinybrain-server는 페이지 없이 빌드되었습니다 (Node.js와 npm이 필요합니다). API는 그대로 "
    "쓸 "
    "수 있습니다: /v1, 설명은 /openapi.json에 있습니다."};
inline constexpr Message kBadOption{"{}; see 'tinybrain-server --help'",
                                    "{}. 'tinybrain-server --help'를 보십시오"};
inline constexpr Message kInternalNote{"internal error: {}", "내부 오류: {}"};

// ---- What --help says ----
inline constexpr Message kServerHelp{
    "Serves models on this machine in OpenAI's form: http://127.0.0.1:8484/v1",
    "이 컴퓨터에서 모델을 OpenAI 형식으로 제공합니다: http://127.0.0.1:8484/v1"};
inline constexpr Message kServerOptHelp{"show this help", "이 도움말을 보여 줍니다"};
inline constexpr Message kServerOptVersion{"show the version", "버전을 보여 줍니다"};
inline constexpr Message kServerOptLang{"language of messages", "메시지의 언어"};
inline constexpr Message kServerOptModel{
    "a GGUF file or a model directory; may be given several times",
    "GGUF 파일이나 모델 디렉터리. 여러 번 줄 수 있습니다"};
inline constexpr Message kServerOptAdapter{
    "an adapter that requests may name; MODEL:NAME=PATH with several models; may be given several "
    "times",
    "요청에서 이름으로 쓸 어댑터. 모델이 여럿이면 모델:이름=경로. 여러 번 줄 수 있습니다"};
inline constexpr Message kServerOptTlsCertificate{
    "certificate in PEM form: connections are encrypted (https)",
    "PEM 형식의 인증서. 연결을 암호화합니다 (https)"};
inline constexpr Message kServerOptTlsKey{"the certificate's key, in PEM form",
                                          "인증서의 키, PEM 형식"};
inline constexpr Message kServerOptThreads{"threads; 0 = one per core", "스레드 수. 0 = 코어마다"};
inline constexpr Message kServerOptContext{
    "window of a reply in tokens; 0 = the model's own, at most 8,192",
    "답 하나의 창(토큰). 0 = 모델의 것, 최대 8,192"};
inline constexpr Message kServerOptKv{"how keys and values are kept", "키와 값을 두는 형식"};
inline constexpr Message kServerOptTemplate{
    "chat template: a built-in one instead of the model's own",
    "모델의 것 대신 쓸 내장 대화 템플릿"};
inline constexpr Message kServerOptMaxTokens{"most tokens of a reply when the request does not say",
                                             "요청에 없을 때 답의 최대 토큰 수"};
inline constexpr Message kServerOptHost{"address to listen on", "기다릴 주소"};
inline constexpr Message kServerOptPort{"port to listen on; 0 = any free one",
                                        "기다릴 포트. 0 = 빈 포트 아무거나"};
inline constexpr Message kServerOptParallel{"replies of a model at once",
                                            "모델마다 동시에 만드는 답의 수"};
inline constexpr Message kServerOptQueue{
    "requests of a model that may wait; those beyond are told to come back (429)",
    "모델마다 기다릴 수 있는 요청 수. 넘으면 나중에 오라고 답합니다 (429)"};
inline constexpr Message kServerOptSeed{
    "brain that tells what a text is like (/v1/understand) when no served model can; by default "
    "the "
    "one that comes with tinybrain",
    "제공하는 모델로 할 수 없을 때 글을 파악할 (/v1/understand) 브레인. 기본값은 tinybrain에 딸린 "
    "것"};
inline constexpr Message kServerOptKey{
    "key that requests must bear; TINYBRAIN_API_KEY is not seen by other users of the machine",
    "요청에 있어야 할 키. TINYBRAIN_API_KEY로 주면 다른 사용자에게 보이지 않습니다"};
inline constexpr Message kServerOptAllowHost{"another name by which requests may call this server",
                                             "요청이 이 서버를 부를 수 있는 다른 이름"};
inline constexpr Message kServerOptAllowOrigin{
    "a web page's origin, as https://app.example, that may use this server",
    "이 서버를 쓸 수 있는 웹 페이지의 출처. 예: https://app.example"};
inline constexpr Message kServerOptSealed{
    "give up, before a model is opened, all files but the models and the folder of --home, all "
    "connections but those that come in, and all other programs (Linux: Landlock and seccomp)",
    "모델을 열기 전에 모델과 --home 폴더 말고 다른 파일, 들어오는 연결 말고 다른 연결, 다른 "
    "프로그램을 모두 쓸 수 없게 합니다 (Linux: Landlock, seccomp)"};
inline constexpr Message kServerOptLearnEvery{
    "seconds between looks whether the machine is idle and there is something to learn from the "
    "person's corrections, "
    "where they granted it; 0 = only when asked",
    "배우도록 허락한 경우, 기기가 쉬고 있고 배울 것이 있는지 살펴보는 간격(초). 0이면 요청할 때만 "
    "배웁니다"};
inline constexpr Message kServerOptGrace{"seconds that running replies get when the server stops",
                                         "멈출 때 만들던 답에 주는 시간(초)"};

inline constexpr Message kServerOptHome{
    "folder for builds, desks, knowledge and the vault; by default TINYBRAIN_HOME or "
    "~/.local/share/tinybrain",
    "빌드, 데스크, 지식, 금고를 두는 폴더. 기본값은 TINYBRAIN_HOME 또는 "
    "~/.local/share/tinybrain"};
inline constexpr Message kServerOptNoPull{"never fetch a model, even when the page asks for one",
                                          "페이지에서 요청해도 모델을 내려받지 않습니다"};

// ---- Requests: how they come ----
inline constexpr Message kHostRefused{
    "the Host header names '{}', which is not this server; --allow-host accepts another name",
    "Host 헤더의 '{}'은(는) 이 서버가 아닙니다. 다른 이름은 --allow-host로 받아들일 수 있습니다"};
inline constexpr Message kOriginRefused{
    "pages from '{}' may not use this server; --allow-origin accepts them",
    "'{}'에서 온 페이지는 이 서버를 쓸 수 없습니다. --allow-origin으로 받아들일 수 있습니다"};
inline constexpr Message kKeyMissing{"this server wants 'Authorization: Bearer KEY'",
                                     "이 서버에는 'Authorization: Bearer 키'가 필요합니다"};
inline constexpr Message kKeyWrong{"the key is wrong", "키가 틀립니다"};
inline constexpr Message kNoSuchPath{"there is no {}", "{}은(는) 없습니다"};
inline constexpr Message kWrongMethod{"{} wants {}, not {}",
                                      "{}에는 {}이(가) 필요합니다. {}은(는) 안 됩니다"};
inline constexpr Message kNoMethod{"there is no method {} here", "{} 메서드는 없습니다"};
inline constexpr Message kWantsJson{"the body must be JSON, with 'Content-Type: application/json'",
                                    "본문은 JSON이어야 하고 'Content-Type: application/json'이 "
                                    "있어야 합니다"};
inline constexpr Message kNoEncoding{"bodies may not be compressed", "압축한 본문은 받지 않습니다"};
inline constexpr Message kWantsLength{"the body's length is missing", "본문의 길이가 없습니다"};
inline constexpr Message kBadFraming{"the headers do not say clearly where the body ends",
                                     "본문이 어디서 끝나는지 헤더에 분명하지 않습니다"};
inline constexpr Message kBodyTooLarge{"the body is over {} bytes", "본문이 {}바이트를 넘습니다"};
inline constexpr Message kHeadersTooLarge{"the headers are over {} bytes",
                                          "헤더가 {}바이트를 넘습니다"};
inline constexpr Message kTooSlow{"the request did not arrive in time",
                                  "요청이 제시간에 도착하지 않았습니다"};
inline constexpr Message kMalformed{"this is not a well-formed HTTP request",
                                    "올바른 HTTP 요청이 아닙니다"};
inline constexpr Message kBadJson{"the body is not JSON: {}", "본문이 JSON이 아닙니다: {}"};
inline constexpr Message kBusy{"all replies are taken and {} requests wait; try again in {} s",
                               "모든 자리가 찼고 {}개의 요청이 기다립니다. {}초 뒤에 다시 해 "
                               "주십시오"};
inline constexpr Message kTooManyConnections{"too many connections", "연결이 너무 많습니다"};
inline constexpr Message kServerStopping{"the server is stopping", "서버가 멈추는 중입니다"};
inline constexpr Message kServerInternal{
    "something went wrong here; the server's terminal says what",
    "서버 안에서 잘못되었습니다. 서버 터미널에 까닭이 "
    "있습니다"};

// ---- Requests: what they say ----
inline constexpr Message kNotObject{"{} must be an object", "{}은(는) 객체여야 합니다"};
inline constexpr Message kNotArray{"{} must be a list", "{}은(는) 목록이어야 합니다"};
inline constexpr Message kNotText{"{} must be a string", "{}은(는) 문자열이어야 합니다"};
inline constexpr Message kNotBool{"{} must be true or false", "{}은(는) true나 false여야 합니다"};
inline constexpr Message kNotNumber{"{} must be a number from {} to {}",
                                    "{}은(는) {}부터 {}까지의 수여야 합니다"};
inline constexpr Message kNotInteger{"{} must be a whole number from {} to {}",
                                     "{}은(는) {}부터 {}까지의 정수여야 합니다"};
inline constexpr Message kNotTexts{"{} must be a string or a list of 1 to {} strings",
                                   "{}은(는) 문자열이거나 문자열 1~{}개의 목록이어야 합니다"};
inline constexpr Message kHasZero{"{} may not contain U+0000", "{}에는 U+0000이 있을 수 없습니다"};
inline constexpr Message kEmptyText{"{} may not be empty", "{}은(는) 비어 있을 수 없습니다"};
inline constexpr Message kMissing{"{} is missing", "{}이(가) 없습니다"};
inline constexpr Message kNotSupported{"{} is not supported here",
                                       "{}은(는) 여기서 지원하지 않습니다"};
inline constexpr Message kNotOneOfThese{"{} must be one of: {}",
                                        "{}은(는) 다음 중 하나여야 "
                                        "합니다: {}"};
inline constexpr Message kTooMany{"{} may have at most {} entries",
                                  "{}은(는) 최대 {}개까지 가능합니다"};
inline constexpr Message kBadTokenId{"{}: '{}' is not a token id",
                                     "{}: '{}'은(는) 토큰 번호가 "
                                     "아닙니다"};
inline constexpr Message kBadToolName{"{} must have 1 to 64 letters, digits, '_' or '-'",
                                      "{}은(는) 영문자, 숫자, '_', '-' 1~64자여야 합니다"};
inline constexpr Message kSameToolName{"{}: there are two tools called '{}'",
                                       "{}: 이름이 '{}'인 도구가 둘입니다"};
inline constexpr Message kNoSuchTool{"{}: there is no tool called '{}'",
                                     "{}: '{}'(이)라는 도구가 없습니다"};
inline constexpr Message kNeedsTools{"{} needs tools", "{}에는 tools가 필요합니다"};
inline constexpr Message kFormatAndTools{
    "{} and tools cannot both shape a reply; set tool_choice to \"none\" or leave one out",
    "{}와 tools를 함께 쓸 수 없습니다. tool_choice를 \"none\"으로 하거나 하나를 빼십시오"};
inline constexpr Message kNeedsLogprobs{"{} needs \"logprobs\": true",
                                        "{}에는 \"logprobs\": true가 필요합니다"};
inline constexpr Message kNeedsStream{"{} needs \"stream\": true",
                                      "{}에는 \"stream\": true가 필요합니다"};

// ---- Models ----
inline constexpr Message kModelUnknown{"there is no model '{}' here; /v1/models lists them",
                                       "'{}' 모델이 없습니다. /v1/models에서 볼 수 있습니다"};
inline constexpr Message kAdapterUnknown{
    "the model '{}' has no adapter '{}'; /v1/models lists them",
    "모델 '{}'에 어댑터 '{}'이(가) 없습니다. /v1/models에서 볼 수 있습니다"};
inline constexpr Message kModelUnnamed{"several models are served: name one of /v1/models",
                                       "여러 모델을 제공하고 있으니 /v1/models 중 하나를 알려 "
                                       "주십시오"};
inline constexpr Message kModelCannotWrite{"the model '{}' cannot write text",
                                           "'{}' 모델은 글을 쓸 수 없습니다"};
inline constexpr Message kModelCannotEmbed{"the model '{}' cannot make embeddings",
                                           "'{}' 모델은 임베딩을 만들 수 없습니다"};
inline constexpr Message kModelCannotClassify{
    "the model '{}' has no classes; tinybrain build makes one",
    "'{}' 모델에는 라벨이 없습니다. tinybrain build로 만들 수 있습니다"};
inline constexpr Message kModelCannotAnswer{
    "the model '{}' has no answers by heart; tinybrain build --for answer makes one that has",
    "'{}' 모델에는 외워 둔 답이 없습니다. tinybrain build --for answer로 만들 수 있습니다"};
inline constexpr Message kModelInUse{"the model '{}' is writing a reply; try again when it is done",
                                     "'{}' 모델이 답을 쓰고 있습니다. 끝난 뒤 다시 해 주십시오"};
inline constexpr Message kOneOfNameBuildPath{
    "give one of: name (of /v1/catalogue), build (an id of /v1/builds), path",
    "name (/v1/catalogue의 이름), build (/v1/builds의 id), path 중 하나를 주십시오"};
inline constexpr Message kPathRefused{
    "models are not loaded by path while other machines can reach this server",
    "다른 컴퓨터에서 이 서버에 닿을 수 있는 동안에는 경로로 모델을 불러오지 않습니다"};
inline constexpr Message kNothingAtPath{"there is nothing at '{}'",
                                        "'{}' 위치에 아무것도 없습니다"};
inline constexpr Message kNotInCatalogue{"the catalogue has no model '{}'",
                                         "목록에 '{}' 모델이 없습니다"};
inline constexpr Message kModelNotHere{
    "the model '{}' is not on this machine yet; pull it first",
    "'{}' 모델이 아직 이 컴퓨터에 없습니다. 먼저 내려받으십시오"};
inline constexpr Message kNoCatalogue{"the list of models cannot be had: {}",
                                      "모델 목록을 얻을 수 없습니다: {}"};

// ---- Pulls ----
inline constexpr Message kPullForbidden{"this server was started with --no-pull",
                                        "이 서버는 --no-pull로 시작되었습니다"};
inline constexpr Message kPullRuns{"'{}' is being fetched; one model at a time",
                                   "'{}' 모델을 받는 중입니다. 한 번에 하나씩 받습니다"};
inline constexpr Message kNoSuchPull{"'{}' is not being fetched", "'{}' 모델을 받고 있지 않습니다"};

// ---- Builds ----
inline constexpr Message kSealedRefuses{
    "this server is sealed (--sealed): it starts no program and opens no other files, so it "
    "neither "
    "builds, nor fetches, nor loads",
    "이 서버는 봉인되어(--sealed) 다른 프로그램을 시작하거나 다른 파일을 열지 않습니다. 그래서 "
    "만들기, 내려받기, 불러오기를 할 수 없습니다"};
inline constexpr Message kNoSuchBuild{"there is no build '{}'", "'{}' 빌드가 없습니다"};
inline constexpr Message kBuildsElsewhere{
    "another server works in '{}'; give this one another folder with --home",
    "다른 서버가 '{}' 폴더를 쓰고 있습니다. --home으로 다른 폴더를 주십시오"};
inline constexpr Message kBuildNotAtWork{"the build '{}' is not at work",
                                         "'{}' 빌드는 진행 중이 아닙니다"};
inline constexpr Message kBuildNotStopped{
    "only a build that stopped or failed can go on; '{}' did not",
    "멈췄거나 실패한 빌드만 이어 갈 수 있습니다: '{}'"};
inline constexpr Message kBuildAtWork{"the build '{}' is at work; stop it first",
                                      "'{}' 빌드가 진행 중입니다. 먼저 멈추십시오"};
inline constexpr Message kBuildNotDone{"the build '{}' is not done",
                                       "'{}' 빌드가 아직 끝나지 않았습니다"};
inline constexpr Message kBuildServed{"its brain is loaded as '{}'; unload that first",
                                      "이 브레인을 '{}' 이름으로 쓰고 있습니다. 먼저 내리십시오"};
inline constexpr Message kNoPaper{"the build has no {}", "이 빌드에는 {}이(가) 없습니다"};
inline constexpr Message kNoProgram{
    "'{}' is not installed: it should be in {} or in bin beside that",
    "'{}'이(가) 설치되어 있지 않습니다. {}이나 그 옆의 bin에 있어야 "
    "합니다"};
inline constexpr Message kChildOutOfMemory{
    "it was killed from outside, as the system does when memory runs out",
    "바깥에서 강제로 끝냈습니다. 메모리가 모자라면 시스템이 그렇게 합니다"};
inline constexpr Message kChildKilled{"it was ended by signal {}", "신호 {}(으)로 끝났습니다"};
inline constexpr Message kChildExit{"it ended with code {} and said nothing",
                                    "말없이 코드 {}(으)로 끝났습니다"};
inline constexpr Message kNotPlainName{
    "{} must be a name of 1 to {} bytes without '/', '\\' and control characters, not beginning "
    "with '.' or a space",
    "{}은(는) 1~{}바이트의 이름이어야 합니다. '/', '\\', 제어 문자를 쓸 수 없고 '.'이나 빈칸으로 "
    "시작할 수 없습니다"};
inline constexpr Message kTextOrBase64{"{} must have either text or base64",
                                       "{}에는 text나 base64 중 하나가 있어야 합니다"};
inline constexpr Message kNotBase64{"{} is not base64", "{}은(는) base64가 아닙니다"};
inline constexpr Message kSameFileName{"{}: there are two files of this name",
                                       "{}: 같은 이름의 파일이 둘입니다"};
inline constexpr Message kNoDataFile{"{}: there is none to learn from", "{}: 배울 파일이 없습니다"};
inline constexpr Message kOneHeldOut{"{}: more than one is for {}", "{}: {}용 파일이 여럿입니다"};
inline constexpr Message kNotScalar{"{} must be a short text, a number, true or false",
                                    "{}은(는) 짧은 글, 수, true, false 중 하나여야 합니다"};

inline constexpr Message kNobodyUnderstands{
    "no brain with heads is served, and the seed brain is not there; --seed-brain names one",
    "헤드가 있는 브레인을 제공하지 않고 씨앗 브레인도 없습니다. --seed-brain으로 알려 줄 수 "
    "있습니다"};

// ---- Desks, knowledge ----
inline constexpr Message kNoDesk{"there is no desk '{}'", "'{}' 데스크가 없습니다"};
inline constexpr Message kDeskThere{
    "there is a desk '{}' already: delete it first, or choose another name",
    "'{}' 데스크가 이미 있습니다. 먼저 지우거나 다른 이름을 쓰세요"};
inline constexpr Message kDeskBeingMade{"another desk is being made; wait until it is done",
                                        "다른 데스크를 만드는 중입니다. 끝날 때까지 기다리세요"};
inline constexpr Message kNoKnowledge{"there is no knowledge base yet: add a document first",
                                      "아직 지식 베이스가 없습니다. 먼저 문서를 넣으세요"};
inline constexpr Message kSealedEncoder{
    "this server is sealed (--sealed): it opens no other encoder than the seed brain",
    "이 서버는 봉인되어(--sealed) 시드 브레인 말고 다른 인코더를 열지 않습니다"};
inline constexpr Message kSealedSends{
    "this server is sealed (--sealed): it can make no connection, so nothing is sent to a large "
    "model",
    "이 서버는 봉인되어(--sealed) 연결을 만들 수 없습니다. 그래서 큰 모델에 아무것도 보내지 "
    "않습니다"};
inline constexpr Message kNoSeedHere{"the seed brain is not there; choose another encoder",
                                     "시드 브레인이 없습니다. 다른 인코더를 고르세요"};

}  // namespace tinybrain::msg
