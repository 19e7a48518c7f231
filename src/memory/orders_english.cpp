// How people ask the memory for something in English.
#include "memory/orders.h"

namespace tinybrain::memory {
namespace {

using What = Wish::What;
using Kind = Wish::Kind;

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

}  // namespace

Orders english_orders() { return {kEnglish, kEnglishPieces}; }

}  // namespace tinybrain::memory
