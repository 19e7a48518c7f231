// How people ask the memory for something in Korean.
#include "memory/orders.h"

namespace tinybrain::memory {
namespace {

using What = Wish::What;
using Kind = Wish::Kind;

constexpr const char* kKoreanPieces[][2] = {
    {"give",
     "_줘|_줘요|_주세요|_주십시오|_줄래|_줄래요|_줄 수 있어|_줄 수 "
     "있나요|_주실래요|_주시겠어요|_둬|_둬요|_두세요|_두렴|_놔|_놔요|_놓아 줘|_둬 줘|_둬 "
     "주세요|_줬으면 해|_주면 좋겠어|_주면 좋겠어요|_주길 바라|_달라|_다오|_놔 줘|_놓으세요"},
    {"keep", "기억해|기억하고 있어|메모해|적어|기록해|외워|저장해|알아|기억|써"},
    {"how",
     "꼭 |잘 |좀 |제발 |이것도 |이것만 |이거 |이걸 |이건 |앞으로 |그냥 |이제 |다 |제대로 |당장 |"},
    {"my", "내 |제 |나의 |저의 |우리 |저희 |우리 집 |저희 집 |우리집 "},
    {"obj", "을|를|은|는|도|이|가|"},
    {"that",
     "그거|그건|그걸|그 말|방금 말한 거|방금 말한 건|방금 말한 걸|방금 한 말|방금 그거|방금 "
     "건|아까 말한 거|아까 한 말|그것|이거|이건|방금 말한 것|방금 거|방금 한 얘기|지금 말한 거|그 "
     "얘기|그 내용|방금 말|마지막 말|마지막으로 말한 거|방금 얘기한 거|방금 기억한 거|방금 기억한 "
     "것|방금 저장한 거|방금 저장한 것|내가 방금 말한 거|내가 방금 한 말|제가 방금 말한 거|제가 "
     "방금 한 말|방금 알려 준 거|방금 그 말|그 사실|내가 한 말"},
    {"forget",
     "잊어_줘|잊어_줘요|잊어_버려|잊어_버려_줘|잊어_주세요|잊어_버리세요|잊어_줄래|잊어_줄래요|"
     "지워_줘|지워_줘요|지워_주세요|지워_줄래|지워_줄래요|지워|지워_버려|삭제해_줘|삭제해_줘요|"
     "삭제해_주세요|삭제해|삭제_부탁해|없애_줘|잊어|잊어_달라|기억하지 마|기억하지 마요|기억하지 "
     "마세요|기억 안 해도 돼|기억 안 해도 돼요|기억하지 않아도 돼|기억에서 지워_줘|기억에서 "
     "지워_주세요|기억에서 삭제해_줘|기억에서 삭제해_주세요|잊어_주실래요|지워_주실래요|잊어 "
     "주시겠어요|지워 주시겠어요|삭제해 주시겠어요|잊어도 돼|잊어도 돼요|잊으세요|잊도록 해"},
    {"me", "나|저|내|제"},
    {"rest", "{v}|_{v}|"},
    {"i", "내가|나는|난|나|제가|저는|전|저"},
};

constexpr Order kKorean[] = {
    {"<how><keep><give>[:|,|.|;| -] {v}", Kind::remember, What::words, ""},
    {"<how>기억해[:|,] {v}", Kind::remember, What::words, ""},
    {"메모[:|,] {v}", Kind::remember, What::words, ""},
    {"{v}[다고|다는 거|다는 걸|다는 것|다는 것을|다는 것도|다는 사실을|다는 사실|단 거|단 걸|다는 "
     "점|다는 점을] <how>[<keep><give>|기억해|기억해요]",
     Kind::remember, What::words, "다"},
    {"{v}[이라고|이라는 거|이라는 걸|이라는 것|이라는 것을|이라는 사실을|이란 거|이란 걸|이라는 "
     "점|라고|라는 거|라는 걸|라는 것|라는 것을|라는 사실을|란 거|란 걸|라는 점|인 거|인 걸|인 "
     "것을|인 것] <how>[<keep><give>|기억해|기억해요]",
     Kind::remember, What::words, "야"},
    {"{v}[다는|단] [거|것|걸|사실|사실을] <how>[잊지 마|잊지 마요|잊지 마세요|잊지 말아_줘|잊지 "
     "말아_주세요|잊으면 안 돼|잊으면 안 돼요]",
     Kind::remember, What::words, "다"},
    {"{v}[이라는|라는|이란|란] [거|것|걸|사실|사실을] <how>[잊지 마|잊지 마요|잊지 마세요|잊지 "
     "말아_줘|잊지 말아_주세요|잊으면 안 돼|잊으면 안 돼요]",
     Kind::remember, What::words, "야"},
    {"{v}는 [거|걸|것|것을|것도] <how>[기억해<give>|기억해|메모해<give>|적어 둬|적어 두세요]",
     Kind::remember, What::words, "는"},
    {"{v}[,|.|;| -|] <how>[기억해<give>|메모해<give>]", Kind::remember, What::words, "mine"},

    {"<that><obj> <how><forget>", Kind::forget, What::that, ""},
    {"[<me>에 대[해|해서|한] |<me>에 관[해|해서|한] |네가 아는 |내가 말한 |내가 말해 준 |제가 말한 "
     "|<me>에 대해 아는 |<me>에 대해 알고 있는 |<me>에 대해서 알고 있는 |<me>에 대해 기억하는 "
     "|<me>에 대해 기억하고 있는 ][거 |것 |기억 |정보 |모든 것|모든 거|모든 기억|모든 정보|아는 거 "
     "|아는 것 |것들 |기억은 |정보는 |걸 |건 |것을 |기억을 |정보를 |내용 "
     "|]<obj>[_다|_전부|_모두|_싹 다|_전부 다|_싹|] <forget>",
     Kind::forget, What::all, ""},
    {"내 [기억|정보|데이터][은|는|을|를|] [다|전부|모두|싹 다|전부 다] <forget>", Kind::forget,
     What::all, ""},
    {"<i> 어디[에|서|] 사는지[는|도|] <how><forget>", Kind::forget, What::topics, "home/home.city"},
    {"<i> 어디[에|서|] [일하는지|다니는지][는|도|] <how><forget>", Kind::forget, What::topics,
     "work/work.place"},
    {"<i> 몇 살인지[는|도|] <how><forget>", Kind::forget, What::topics,
     "profile/age profile/birth_year"},
    {"<i> 누구인지[는|도|] <how><forget>", Kind::forget, What::topics, "name/name name/nickname"},
    {"{v}[다는|단] [거|건|것|걸|것은|것을|사실|사실은|말|말은|얘기|얘기는] <how><forget>",
     Kind::forget, What::words, "다"},
    {"{v}[이라는|라는|이란|란] [거|건|것|걸|것은|것을|사실|사실은|말|말은|얘기|얘기는] "
     "<how><forget>",
     Kind::forget, What::words, "야"},
    {"{v}는 [거|건|것|걸|것은|것을] <how><forget>", Kind::forget, What::words, "는"},
    {"[<i> |]{v}[에 대해|에 대해서|] [말한|얘기한|말해 준] [거|건|것|것은|걸] <how><forget>",
     Kind::forget, What::words, ""},
    {"[<my>|]{n}[에 대해|에 대해서|에 대한 거|에 대한 건|에 대한 것|에 대한 기억|에 대한 정보| "
     "얘기| 얘기는| 이야기는| 정보| 정보는| 기록| 관련 기억|][은|는|을|를|도|] <how><forget>",
     Kind::forget, What::topics, ""},

    {"<me>에 [대해|대해서|관해|관해서|대한] {v}", Kind::recall, What::all, "asks"},
    {"[지금까지 |여태 |]<i> [너한테 |너에게 |]뭐라고 [말했|했|얘기했]<rest>", Kind::recall,
     What::all, ""},
    {"<i> 누군지 [알아|알아요|기억해|기억나]", Kind::recall, What::topics,
     "name/name name/nickname"},
    {"{n} [이름|생일|나이][이|은|을|] [뭐|알아|기억|언제|몇|말해|알려]<rest>", Kind::recall,
     What::topics, "whose"},
    {"<i> 누구[야|예요|죠|지|인지 알아|인지 기억해|인지 알아요|게|인지 기억나|입니까]",
     Kind::recall, What::topics, "name/name name/nickname"},
    {"[<i> |]내 이름 [알아|기억해|알지|아니|기억나]<rest>", Kind::recall, What::topics,
     "name/name"},
    {"<i> 몇_살<rest>", Kind::recall, What::topics,
     "profile/age profile/birthday profile/birth_year"},
    {"<i> [지금 |요즘 |]어디[에|서|] [산다고|살|사는|거주|산댔]<rest>", Kind::recall, What::topics,
     "home/home.city"},
    {"<i> [어디 |어느 ]동네[에|] 사[는|]<rest>", Kind::recall, What::topics, "home/home.city"},
    {"<i> 어느 도시[에|] [사|살]<rest>", Kind::recall, What::topics, "home/home.city"},
    {"<i> 어디[서|에서| ] [태어|자랐]<rest>", Kind::recall, What::topics, "home/home.origin"},
    {"<i> 어디 출신<rest>", Kind::recall, What::topics, "home/home.origin"},
    {"<i> [지금 |요즘 |]어디[서|에서|에|] [일하|근무|일한|다니|다녀|다닌]<rest>", Kind::recall,
     What::topics, "work/work.place work/school"},
    {"<i> [어느|무슨|어떤] 회사[에|에서|를|] [다니|다녀|다닌|일하]<rest>", Kind::recall,
     What::topics, "work/work.place"},
    {"<i> [어느|무슨|어떤] 학교[에|에서|를|] [다니|다녀|다닌]<rest>", Kind::recall, What::topics,
     "work/school"},
    {"<i> 뭐 하는 [사람|놈]<rest>", Kind::recall, What::topics, "work/work.job"},
    {"<i> [무슨|어떤] 일[을|] [하|해|한]<rest>", Kind::recall, What::topics, "work/work.job"},
    {"<i> [뭐|뭘|무엇을] 전공<rest>", Kind::recall, What::topics, "work/school.major"},
    {"<i> 언제 태어<rest>", Kind::recall, What::topics, "profile/birthday profile/birth_year"},
    {"<i> [뭐|뭘|무엇을|무얼|어떤 걸|어떤 것을] 좋아<rest>", Kind::recall, What::topics,
     "like/ favourite/favourite. hobby/"},
    {"<i> [뭐|뭘|무엇을|무얼|어떤 걸|어떤 것을] 싫어<rest>", Kind::recall, What::topics,
     "dislike/"},
    {"<i> [뭐|뭘|무엇을|무얼|어떤 걸|어떤 음식을] 못 먹<rest>", Kind::recall, What::topics,
     "allergy/ avoid/ diet/diet dislike/"},
    {"<i> [무슨|어떤|뭐에|무엇에] [알레르기|알러지]<rest>", Kind::recall, What::topics, "allergy/"},
    {"<i> [알레르기|알러지][가|는|] [있|뭐]<rest>", Kind::recall, What::topics, "allergy/"},
    {"<i> [무슨|어떤|뭔] 약<rest>", Kind::recall, What::topics, "medicine/"},
    {"<i> [무슨|어떤|몇 개] [언어|말|외국어]<rest>", Kind::recall, What::topics,
     "language/ language/language.native"},
    {"<i> [무슨|어떤|뭔] [동물|반려동물|애완동물]<rest>", Kind::recall, What::topics,
     "pet/ pet/pet."},
    {"<i> [무슨|어떤|뭔] [폰|휴대폰|핸드폰|스마트폰]<rest>", Kind::recall, What::topics,
     "device/device.phone"},
    {"<i> [무슨|어떤|뭔] 차<rest>", Kind::recall, What::topics, "device/device.car"},
    {"<i> [결혼했|결혼 했|미혼이]<rest>", Kind::recall, What::topics, "family/family.status"},
    {"<i> [제일 |가장 |]{n}[이|가|은|는|을|를|] [뭐|뭔|무엇|뭘|알|기억|누구|어디|말해|알려]<rest>",
     Kind::recall, What::topics, ""},
    {"<my>{n}[이|가|은|는|을|를|도|] "
     "[뭐|뭔|무엇|뭘|어디|언제|누구|며칠|몇|얼마|어떻게|알아|알고|알지|아니|아세요|기억해|기억하|"
     "기억나|기억나니|말해|알려|어떤|무슨]<rest>",
     Kind::recall, What::topics, ""},
    {"<my>{n}[이|가|은|는|을|를|도|] "
     "[뭐|알아|알지|기억해|기억나|알려줘|말해줘|어디|언제|누구|아니]",
     Kind::recall, What::topics, ""},

    {"[아니|아니야|아니요|아뇨|아니에요|틀렸어|틀렸어요|정정할게|정정할게요|아 아니|잘못 "
     "말했어|잘못 말했어요][,|.|:|] [정정할게, |사실은 |]{w} [말고|아니라|아니고] {v}",
     Kind::correct, What::words, ""},
    {"[아니|아니야|아니요|아뇨|아니에요|틀렸어|틀렸어요|그게 아니라|그게 "
     "아니고|정정할게|정정할게요|아 아니|잘못 말했어|잘못 말했어요][,|.|:|] [그게 아니라 "
     "|정정할게, |사실은 |]{v}",
     Kind::correct, What::words, "short"},
    {"{w}[이|가|] [말고|아니라|아니고] {v}", Kind::correct, What::words, ""},
};

}  // namespace

Orders korean_orders() { return {kKorean, kKoreanPieces}; }

}  // namespace tinybrain::memory
