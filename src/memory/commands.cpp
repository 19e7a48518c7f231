#include "memory/commands.h"

#include <algorithm>
#include <optional>

#include "memory/lexicon.h"
#include "memory/pattern.h"
#include "text/josa.h"

namespace tinybrain::memory {
namespace {

using What = Wish::What;
using Kind = Wish::Kind;

// {v}: the words; {n}: a phrase that names a topic.
struct Order {
  const char* pattern;
  Kind kind;
  What what;
  const char* topics;  // "kind/slot kind/slot", "" = by {n}
};

constexpr const char* kEnglishPieces[][2] = {
    {"ask",
     "please |can you |could you |will you |would you |can you please |could you please |would you "
     "please |i want you to |i'd like you to |i need you to |i would like you to |you should |just "
     "|you can |kindly |go ahead and |"},
    {"end",
     ", please| please| for me| thanks| now| again| then| for later| okay| for me please| for next "
     "time|"},
    {"that",
     "that|this|what i just said|what i just told you|what i said|the last thing|what i said just "
     "now|the last thing i said|the last thing i told you|that last one|that one|that last "
     "bit|that fact|what you just stored|what you just saved|what you just remembered|that last "
     "thing|what i told you just now|my last message"},
    {"drop", "forget|delete|erase|remove|wipe|clear|drop|get rid of|forget about"},
    {"know",
     "know|remember|have stored|have saved|have|'ve learned|have learned|learned|have on "
     "file|keep|store|have noted|noted"},
    {"tell",
     "remind me, |tell me, |remind me of |tell me |can you tell me |could you tell me |please tell "
     "me |remind me |can you remind me |could you remind me |please remind me |do you know |do you "
     "remember |do you still know |do you still remember |can you remember |do you recall |can you "
     "recall |i forgot, |i forget, |say |quick question, "},
    {"my", "my |our "},
    {"it",
     "it's|it is|that's|that is|it should be|it should have been|it was|make that|i meant|it's "
     "actually|it is actually"},
    {"keep",
     "note|make a note|take note|take a note|keep in mind|bear in mind|don't forget|do not "
     "forget|never forget|memorize|memorise|note down|save|record|store|write down|jot down|make "
     "note|put on record"},
};

constexpr Order kEnglish[] = {
    {"<ask>remember that {v}", Kind::remember, What::words, ""},
    {"<ask>remember[:| this:| the following:|,| this,] {v}", Kind::remember, What::words, ""},
    {"<ask>remember {v}", Kind::remember, What::words, "mine"},
    {"<ask><keep> [that |of the fact that |for me that |down that |the fact that |: ]{v}",
     Kind::remember, What::words, ""},
    {"<ask><keep>: {v}", Kind::remember, What::words, ""},
    {"<ask><keep> of this: {v}", Kind::remember, What::words, ""},
    {"<ask><keep>, {v}", Kind::remember, What::words, "mine"},
    {"<ask><keep> {v}", Kind::remember, What::words, "mine"},
    {"note to self[:|,|] {v}", Kind::remember, What::words, ""},
    {"{v}[,|.|;| -] [please |]remember [that|this|it]", Kind::remember, What::words, "mine"},

    {"<ask>[forget|forget about|unremember|disregard] <that><end>", Kind::forget, What::that, ""},
    {"<ask>[delete|erase|remove|scrap|drop] <that><end>", Kind::forget, What::that, ""},
    {"<ask><drop> <that> from [your|the] memory<end>", Kind::forget, What::that, ""},
    {"<ask><drop> it from [your|the] memory<end>", Kind::forget, What::that, ""},
    {"<ask><drop> [everything|all|all that|anything|whatever|all the things] [you <know> |you've "
     "[learned|stored|saved] |i told you |i've told you |i said |]about me<end>",
     Kind::forget, What::all, ""},
    {"<ask><drop> [all of |all |]your [memory|memories|memory of me|memories of me|memories about "
     "me]<end>",
     Kind::forget, What::all, ""},
    {"<ask><drop> everything i [told|have told|'ve told] you<end>", Kind::forget, What::all, ""},
    {"<ask><drop> [me|all my data|all my information|all my facts] completely<end>", Kind::forget,
     What::all, ""},
    {"<ask><drop> [about |all about |everything about |what you know about |everything you know "
     "about |anything you know about |anything about |whatever you know about |the fact about |the "
     "entry about |the stored |the saved |]<my>{n}[ from your memory| from memory|]<end>",
     Kind::forget, What::topics, ""},
    {"<ask><drop> [where i live|my place of residence|where my home is]<end>", Kind::forget,
     What::topics, "home/home.city"},
    {"<ask><drop> [where i work|where i am working|my employer's name]<end>", Kind::forget,
     What::topics, "work/work.place"},
    {"<ask><drop> [what i do for a living|what i do for work|what i do]<end>", Kind::forget,
     What::topics, "work/work.job"},
    {"<ask><drop> how old i am<end>", Kind::forget, What::topics, "profile/age profile/birth_year"},
    {"<ask><drop> [when i was born|when my birthday is]<end>", Kind::forget, What::topics,
     "profile/birthday profile/birth_year"},
    {"<ask><drop> [who i am|what i'm called|what my name is]<end>", Kind::forget, What::topics,
     "name/name name/nickname"},
    {"<ask><drop> [what i'm allergic to|what i am allergic to]<end>", Kind::forget, What::topics,
     "allergy/"},
    {"<ask><drop> what i like<end>", Kind::forget, What::topics, "like/"},
    {"<ask><drop> [what phone i use|which phone i use|what phone i have]<end>", Kind::forget,
     What::topics, "device/device.phone"},
    {"<ask><drop> [what car i drive|which car i drive]<end>", Kind::forget, What::topics,
     "device/device.car"},
    {"<ask><drop> [where i come from|where i was born|where i grew up]<end>", Kind::forget,
     What::topics, "home/home.origin"},
    {"<ask><drop> where i[ am|'m] from<end>", Kind::forget, What::topics, "home/home.origin"},
    {"<ask>[forget|delete|erase|remove|disregard] [that |the fact that |what i said about how "
     "|]{v}",
     Kind::forget, What::words, "mine"},
    {"<ask>[forget|delete|erase|remove|disregard] [what i [said|told you] about|everything "
     "about|anything about|whatever i said about|what you know about|everything you know about|all "
     "about] {v}",
     Kind::forget, What::words, ""},
    {"[stop remembering|don't remember|do not remember|you don't need to remember|no need to "
     "remember|you can stop remembering|don't keep|please don't keep] <my>{n}[ anymore| any more|]",
     Kind::forget, What::topics, ""},
    {"[don't remember|do not remember|you don't need to remember|no need to remember|please don't "
     "remember|please don't keep|don't keep] <that>",
     Kind::forget, What::that, ""},

    {"[what|what all|what exactly|how much|what else] do you <know> about me", Kind::recall,
     What::all, ""},
    {"what [facts|things|information|data] do you <know> about me", Kind::recall, What::all, ""},
    {"what [did you learn|have you learned|have you stored|have you saved|have you remembered|have "
     "you noted] about me[ so far|]",
     Kind::recall, What::all, ""},
    {"what have i told you[ about me| about myself| so far|]", Kind::recall, What::all, ""},
    {"<tell>[what|everything|all|whatever] [that |]you <know> about me", Kind::recall, What::all,
     ""},
    {"[show|list|give] [me |][what|everything|all|all that|all the things] you <know> about me",
     Kind::recall, What::all, ""},
    {"[do you know|do you remember|what do you know of] [anything about me|me]", Kind::recall,
     What::all, ""},
    {"remember <my>{n}", Kind::recall, What::topics, "?"},
    {"on [what|which] day is <my>{n}", Kind::recall, What::topics, ""},
    {"[which|what] {n} do i like [best|most]", Kind::recall, What::topics, "favourite"},
    {"[remember|do you still remember] me", Kind::recall, What::all, ""},
    {"what do you <know> about <my>{n}", Kind::recall, What::topics, ""},
    {"[do you know|do you remember] anything about <my>{n}", Kind::recall, What::topics, ""},
    {"[what date is|which day is|what is|what's|whats|what was|who is|who's|when is|when's|which "
     "is|what are|what're|when was] <my>{n}[ again| called| named| please| btw| by the way| "
     "called|]",
     Kind::recall, What::topics, ""},
    {"[<tell>|list |how is |where is |where's ][what |who |when |][is |are |]<my>{n}[ is| are| "
     "again| was|]",
     Kind::recall, What::topics, ""},
    {"[what|which] {n} do i [have|like|like most|like best|prefer|use|drive|own]", Kind::recall,
     What::topics, ""},
    {"[which|what] {n} is my [favorite|favourite]", Kind::recall, What::topics, "favourite"},
    {"what did i say <my>{n} [was|is]", Kind::recall, What::topics, ""},
    {"[<tell>|]what <my>{n} is", Kind::recall, What::topics, ""},
    {"what is the name of <my>{n}", Kind::recall, What::topics, "named"},
    {"what's the name of <my>{n}", Kind::recall, What::topics, "named"},
    {"<tell>the name of <my>{n}", Kind::recall, What::topics, "named"},
    {"how old is <my>{n}", Kind::recall, What::topics, "aged"},
    {"[<tell>|]who [am i|i am]", Kind::recall, What::topics, "name/name name/nickname"},
    {"[<tell>|]what [am i called|i am called|i'm called|do people call me|do you call me|should "
     "you call me]",
     Kind::recall, What::topics, "name/name name/nickname"},
    {"[<tell>|][how old [am i|i am][ now|]|what age am i]", Kind::recall, What::topics,
     "profile/age profile/birthday profile/birth_year"},
    {"[<tell>|][where do i live|where i live|where is my home|where's my home|which city am i "
     "living in|what city am i living in|which city do i live in|which place do i live in|where is "
     "my house|which city i live in|what city do i live in|where am i living|where am i based|in "
     "which city do i live|which town do i live in|what town do i live in]",
     Kind::recall, What::topics, "home/home.city"},
    {"[<tell>|][where am i from|where am i from originally|where i'm from|where i am from|where do "
     "i come from|where did i come from|where was i born|where i was born|where did i grow up]",
     Kind::recall, What::topics, "home/home.origin"},
    {"[<tell>|][where do i work|where i work|who do i work for|which company do i work for|at "
     "which company do i work|what's the name of my company|what is the name of my company|what "
     "company do i work for|who i work for|where am i working]",
     Kind::recall, What::topics, "work/work.place"},
    {"[<tell>|][what do i do for a living|what am i by profession|what do i do for work|what do i "
     "work as|what i do for work|what kind of job do i have|what job do i have|what kind of work "
     "do i do|what i do for a living|what do i do]",
     Kind::recall, What::topics, "work/work.job"},
    {"[<tell>|][where do i study|where do i go to school|which school do i go to|what school do i "
     "go to|which university do i attend|where i study]",
     Kind::recall, What::topics, "work/school"},
    {"[<tell>|][what do i study|what am i studying|what am i majoring in|what do i major in]",
     Kind::recall, What::topics, "work/school.major"},
    {"[<tell>|][when was i born|when i was born|when's my b-day]", Kind::recall, What::topics,
     "profile/birthday profile/birth_year"},
    {"[<tell>|][what am i allergic to|what am i allergic to again|what foods am i allergic to|do i "
     "have an allergy|which foods am i allergic to|what i am allergic to|what i'm allergic to|do i "
     "have any allergies|do i have allergies|what allergies do i have|which allergies do i have|am "
     "i allergic to anything]",
     Kind::recall, What::topics, "allergy/"},
    {"[<tell>|][what do i like|what i like|what do i love|which things do i like|what do i "
     "enjoy|what things do i like|what kind of things do i like]",
     Kind::recall, What::topics, "like/ favourite/favourite. hobby/"},
    {"[<tell>|][what do i hate|what do i detest|what i hate|which things do i hate|what things do "
     "i hate|what do i dislike|what don't i like|what do i not like|what i don't like]",
     Kind::recall, What::topics, "dislike/"},
    {"[<tell>|][what can't i eat|what do i not eat|what don't i eat|what should i not eat|what can "
     "i not eat]",
     Kind::recall, What::topics, "allergy/ avoid/ diet/diet"},
    {"[<tell>|][what languages do i speak|what language do i speak|which languages i speak|which "
     "languages do i speak|what languages i speak|what languages can i speak]",
     Kind::recall, What::topics, "language/ language/language.native"},
    {"[<tell>|][do i have any pets|what pets do i have|which pets do i have|do i have pets|do i "
     "have a pet]",
     Kind::recall, What::topics, "pet/ pet/pet."},
    {"[<tell>|][what phone do i have|what phone do i use|which phone do i use|which phone do i "
     "have]",
     Kind::recall, What::topics, "device/device.phone"},
    {"[<tell>|][what car do i drive|which car do i drive|what do i drive|what car do i have]",
     Kind::recall, What::topics, "device/device.car"},
    {"[<tell>|][what medicine do i take|what medication do i take|which medication do i take|what "
     "medication am i on]",
     Kind::recall, What::topics, "medicine/"},
    {"[<tell>|][how many kids do i have|do i have kids|do i have children|how many children do i "
     "have]",
     Kind::recall, What::topics, "family/family.children"},
    {"[<tell>|][am i married|do i have a partner]", Kind::recall, What::topics,
     "family/family.status"},
    {"what did i [say|tell you] about <my>{n}", Kind::recall, What::topics, ""},
    {"what did i [say|tell you] about {v}", Kind::recall, What::words, ""},

    {"[no|nope|wrong|that's wrong|that's not right|that is wrong|not "
     "quite|incorrect|correction|actually|sorry][,|.|:|;|] [sorry, |actually |i mean |]<it> {v}, "
     "not {w}",
     Kind::correct, What::words, ""},
    {"[no|nope|wrong|that's wrong|that's not right|that is wrong|not "
     "quite|incorrect|correction|actually|sorry][,|.|:|;|] [sorry, |actually |i mean |]<it> {v}",
     Kind::correct, What::words, ""},
    {"[no|nope|wrong|correction|sorry][,|:] [i mean |]{v}, not {w}", Kind::correct, What::words,
     ""},
    {"[no|nope|wrong|correction][,|:] {v}", Kind::correct, What::words, "short"},
    {"<it> {v}, not {w}", Kind::correct, What::words, ""},
    {"<it> {v} now", Kind::correct, What::words, "short"},
    {"not {w}, [but |it's |]{v}", Kind::correct, What::words, ""},
    {"[i meant|make that|make it] {v}", Kind::correct, What::words, "short"},
};

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

struct Compiled {
  Pattern pattern;
  const Order* order;
};

template <size_t P, size_t N>
std::vector<Compiled> compiled(const char* const (&pieces)[P][2], const Order (&orders)[N]) {
  Pieces all;
  for (const auto& piece : pieces) all.emplace(piece[0], piece[1]);
  std::vector<Compiled> patterns;
  for (const Order& order : orders) patterns.push_back({Pattern(order.pattern, all), &order});
  return patterns;
}

std::vector<Topic> listed(std::string_view topics) {
  std::vector<Topic> all;
  for (std::string_view one : words_of(topics)) {
    const size_t slash = one.find('/');
    all.push_back({std::string(one.substr(0, slash)), std::string(one.substr(slash + 1))});
  }
  return all;
}

// What "my {n}" means: a topic, a relative, an animal; "" of words when none of them.
bool meant(std::string_view n, std::string_view how, Language language, Wish& wish) {
  std::string phrase = lowered(n);
  for (std::string_view mine : {"내가 ", "제가 ", "제일 ", "가장 "})
    if (phrase.starts_with(mine)) phrase.erase(0, mine.size());
  if (how == "named") phrase += language == Language::ko ? " 이름" : "'s name";
  if (how == "favourite") phrase.insert(0, "favorite ");
  if (how == "aged") phrase += language == Language::ko ? " 나이" : "'s age";
  if (auto topic = topic_of(phrase, language)) {
    wish.topics = {*topic};
    if (topic->kind == "pet" && topic->slot.empty()) wish.topics.push_back({"pet", "pet."});
    if (topic->kind == "like") wish.topics.push_back({"favourite", "favourite."});
    return true;
  }
  if (const Named* relative = relative_of(phrase)) {
    wish.topics = {{"family", fmt::format("family.{}.", relative->slot)}};
    return true;
  }
  if (const Named* animal = animal_of(phrase)) {
    wish.topics = {{"pet", fmt::format("pet.{}.", animal->slot)}};
    wish.words = phrase;
    return true;
  }
  if (is_event(phrase)) {
    wish.topics = {{"appointment", ""}};
    wish.words = phrase;
    return true;
  }
  return false;
}

bool is_about_me(std::string_view lower) {
  for (std::string_view start :
       {"i ", "i'm ", "i've ", "my ", "our ", "we ", "내 ", "내가 ", "나는 ", "난 ", "나 ", "저는 ",
        "전 ", "제 ", "제가 ", "우리 ", "저희 "})
    if (lower.starts_with(start)) return true;
  return false;
}

// "부산에 사" + 는 거 -> "부산에 산다".
std::string statement(std::string_view stem, std::string_view how) {
  std::string s(stem);
  if (how == "다") return s + "다";
  if (how == "야") return s + (ends_in_consonant(s) ? "이야" : "야");
  if (how == "는") {
    constexpr std::pair<std::string_view, std::string_view> kStems[] = {
        {"사", "산다"}, {"있", "있다"},   {"하", "한다"}, {"다니", "다닌다"}, {"키우", "키운다"},
        {"쓰", "쓴다"}, {"먹", "먹는다"}, {"타", "탄다"}, {"없", "없다"}};
    for (const auto& [end, full] : kStems)
      if (s.ends_with(end)) return s.substr(0, s.size() - end.size()) + std::string(full);
    return s + "는다";
  }
  return s;
}

bool accepted(const Order& order, const Pattern::Match& match, std::string_view text,
              const Sentence& sentence, Wish& wish) {
  const Language language = sentence.language;
  wish = {};
  wish.kind = order.kind;
  wish.what = order.what;
  const std::string_view how = order.topics;
  if (how == "whose" && !sentence.question) return false;
  if (how == "?" && !sentence.question) return false;
  std::string_view n, v, w;
  for (const auto& span : match) {
    const std::string_view part = text.substr(span.begin, span.end - span.begin);
    if (span.name == 'n') n = part;
    if (span.name == 'v') v = part;
    if (span.name == 'w') w = part;
  }
  if (how.find('/') != how.npos) {
    // What goes on is no question: "내가 뭘 좋아하는지 모르겠어".
    if (order.kind == Kind::recall && (v.size() > 36 || v.find("모르") != v.npos)) return false;
    wish.topics = listed(how);
    // "나 결혼했어" says it, "나 결혼했어?" asks.
    return sentence.question || wish.topics[0].slot != "family.status";
  }
  if (how == "asks") {
    const bool knows =
        v.find("알") != v.npos || v.find("기억") != v.npos || v.find("아는") != v.npos;
    return knows && v.size() < 90 && v.find("잊") == v.npos && v.find("지워") == v.npos;
  }
  if (!n.empty()) {
    if (order.kind == Kind::recall && (v.size() > 36 || v.find("모르") != v.npos)) return false;
    if (how == "whose") {  // without "my": of relatives and animals alone
      const Named* named = relative_of(n) ? relative_of(n) : animal_of(n);
      if (!named) return false;
      const std::string_view what = text.find("생일") != text.npos   ? "birthday"
                                    : text.find("나이") != text.npos ? "age"
                                                                     : "name";
      const char* kind = relative_of(n) ? "family" : "pet";
      wish.topics = {{kind, fmt::format("{}.{}.{}", kind, named->slot, what)}};
      return true;
    }
    if (meant(n, how, language, wish)) return true;
    // "forget my peanut allergy": by its words; a question of something unknown is for the model.
    if (order.kind != Kind::forget || words_of(n).size() > 5) return false;
    if (language == Language::ko && !is_about_me(text)) return false;
    wish.what = What::words;
    wish.words = n;
    return true;
  }
  if (order.what != What::words) return true;
  const std::string lower = lowered(v);
  if (how == "mine") {
    if (!is_about_me(lower)) return false;
    if (order.kind == Kind::remember &&
        (topic_of(lower.substr(lower.find(' ') + 1), language) || words_of(v).size() < 3))
      return false;
  }
  if (order.kind == Kind::remember)
    for (std::string_view no : {"to ", "when ", "how ", "what ", "where ", "who ", "why ", "me ",
                                "that time ", "the time ", "this song"})
      if (lower.starts_with(no)) return false;
  if (order.kind == Kind::correct) {
    if (words_of(v).size() > (how == "short" ? 4 : 6)) return false;
    wish.instead_of = w;
  }
  wish.words = trimmed(language == Language::ko ? statement(v, how) : std::string(v));
  return !wish.words.empty();
}

}  // namespace

Wish wish_of(const Sentence& sentence) {
  static const std::vector<Compiled> kEnglishOrders = compiled(kEnglishPieces, kEnglish);
  static const std::vector<Compiled> kKoreanOrders = compiled(kKoreanPieces, kKorean);
  // As a whole, then without what opens it.
  std::string_view whole = sentence.text;
  while (!whole.empty() && (whole.back() == ' ' || whole.back() == '.' || whole.back() == '!' ||
                            whole.back() == '?' || whole.back() == '~'))
    whole.remove_suffix(1);
  std::vector<std::string> tries = {std::string(whole)};
  if (!sentence.clauses.empty()) {
    const std::string& first = sentence.clauses[0].text;
    const size_t at = whole.find(first);
    if (at != whole.npos && at > 0) tries.emplace_back(trimmed(whole.substr(at)));
    for (std::string_view you :
         {"이제 ", "저장된 ", "저장된 내 ", "너 ", "넌 ", "너는 ", "혹시 ", "너 혹시 "})
      if (whole.starts_with(you)) tries.emplace_back(whole.substr(you.size()));
  }
  Wish wish;
  for (const std::string& text : tries) {
    if (text.size() > 600) continue;
    const std::string lower = lowered(text);
    for (const Compiled& c : sentence.language == Language::ko ? kKoreanOrders : kEnglishOrders) {
      if (c.pattern.match(lower, [&](const Pattern::Match& m) {
            return accepted(*c.order, m, text, sentence, wish);
          }))
        return wish;
    }
  }
  return {};
}

}  // namespace tinybrain::memory
