// What people say of themselves in English. A clause must match from begin to end; the value loses what merely follows it.
#include "memory/facts.h"

namespace tinybrain::memory {
namespace {

constexpr const char* kPieces[][2] = {
    {"im", "i'm|i am|im"},
    {"i",
     "i|i really|i also|i still|i absolutely|i just|we|i personally|i actually|i always|i do|i "
     "truly|i particularly|i especially|i currently|i now"},
    {"is", "is|was always|has always been|will always be"},
    {"called", "called|named"},
    {"have", "have|have got|'ve got|own|keep"},
    {"ihave",
     "i have|i've got|i have got|we have|we've got|i own|i keep|i also have|i do have|i got"},
    {"adverb",
     "now |currently |actually |also |still |happily |just |recently |really |in fact |originally "
     "|formerly |"},
    {"the", "the |a |an |my |"},
};

constexpr Rule kRules[] = {
    // Who one is.
    {"my name is {v}", "name", "name", Check::topic, 0.95},
    {"my name's {v}", "name", "name", Check::topic, 0.95},
    {"[the name is|the name's|name's] {v}", "name", "name", Check::sure, 0.9},
    {"my [full|first|real|given] name is {v}", "name", "name", Check::topic, 0.95},
    {"[i am|i'm|i go by|i am called|i'm called|i was named] called {v}", "name", "name",
     Check::topic, 0.9},
    {"<im> called {v}", "name", "name", Check::topic, 0.9},
    {"i go by [the name |the name of |]{v}", "name", "nickname", Check::topic, 0.9},
    {"<im> {v}", "name", "name", Check::sure, 0.85},
    {"[this is|it's] {v}[ speaking| here]", "name", "name", Check::sure, 0.8},
    {"[please |just |you can |you may |people |everyone |everybody |my friends |friends |they "
     "|]call me {v}",
     "name", "nickname", Check::topic, 0.9},
    {"my friends all call me {v}", "name", "nickname", Check::topic, 0.9},
    {"<im> {v} [years old|years of age|yrs old|year old|y/o]", "profile", "age", Check::topic, 0.9},
    {"i [just |recently |]turned {v}[ years old| last week| last month| yesterday| today| this "
     "year| this week| in |]",
     "profile", "age", Check::topic, 0.85},
    {"<im> {v}", "profile", "age", Check::topic, 0.75},
    {"i was born on {v}", "profile", "birthday", Check::topic, 0.95},
    {"i was born in {v}", "profile", "birth_year", Check::topic, 0.85},
    {"i was born [and raised |]in {v}", "home", "home.origin", Check::topic, 0.85},
    {"i was born and raised in {v}", "home", "home.origin", Check::topic, 0.9},
    {"i grew up in {v}", "home", "home.origin", Check::topic, 0.8},
    {"<im> [originally |]from {v}", "home", "home.origin", Check::topic, 0.9},
    {"i come from {v}", "home", "home.origin", Check::topic, 0.85},
    // Where one lives.
    {"i <adverb>[live|reside] in {v}", "home", "home.city", Check::topic, 0.9},
    {"i <adverb>[live|reside] at {v}", "home", "home.city", Check::topic, 0.9},
    {"we <adverb>live in {v}", "home", "home.city", Check::topic, 0.8},
    {"i've [been living|lived] in {v}", "home", "home.city", Check::topic, 0.8},
    {"i have [been living|lived] in {v}", "home", "home.city", Check::topic, 0.8},
    {"<im> <adverb>living in {v}", "home", "home.city", Check::topic, 0.85},
    {"<im> <adverb>based in {v}", "home", "home.city", Check::topic, 0.85},
    {"[i|we|i've|we've|i have|we have] <adverb>[moved|relocated] [over |down |up |back |out |]to "
     "{v}",
     "home", "home.city", Check::topic, 0.9},
    {"my [new |current |home |]address is {v}", "home", "home.city", Check::plain, 0.95},
    {"i [no longer live|don't live|do not live] in {v} [anymore|any more|any longer]", "home",
     "home.city", Check::topic, 0.85, true},
    {"i no longer live in {v}", "home", "home.city", Check::topic, 0.85, true},
    {"i moved out of {v}", "home", "home.city", Check::topic, 0.75, true},
    // Work and school.
    {"i <adverb>work as [a |an |the |]{v} [at|for|in|with] {p}", "work", "work.job", Check::job,
     0.9},
    {"i <adverb>work as [a |an |the |]{v}", "work", "work.job", Check::topic, 0.9},
    {"<im> <adverb>working as [a |an |the |]{v}", "work", "work.job", Check::topic, 0.85},
    {"<im> <adverb>[a|an|the] {v} [at|for|with] {p}", "work", "work.job", Check::job, 0.9},
    {"<im> <adverb>[a|an|the] {v} in {w}", "work", "work.job", Check::job, 0.85},
    {"<im> <adverb>[a|an|the] {v} by [trade|profession]", "work", "work.job", Check::plain, 0.9},
    {"<im> <adverb>[a|an] {v}", "work", "work.job", Check::job, 0.85},
    {"i became [a|an] {v}", "work", "work.job", Check::job, 0.85},
    {"i earn my living as [a |an |]{v}", "work", "work.job", Check::topic, 0.9},
    {"i <adverb>work [at|for] {p} as [a |an |the |]{v}", "work", "work.job", Check::job, 0.9},
    {"i <adverb>work [at|for] {v}", "work", "work.place", Check::plain, 0.85},
    {"<im> <adverb>employed [at|by] {v}", "work", "work.place", Check::plain, 0.9},
    {"i <adverb>[started|began] [working|a new job|a job|work] [at|for|with] {v}", "work",
     "work.place", Check::plain, 0.85},
    {"i [just |recently |]got [a new job|a job|hired] [at|by|with] {v}", "work", "work.place",
     Check::plain, 0.85},
    {"i <adverb>[joined] {v} as {w}", "work", "work.place", Check::plain, 0.8},
    {"i [switched|changed] jobs to {v}", "work", "work.place", Check::plain, 0.85},
    {"i [no longer work|don't work] [at|for] {v} [anymore|any more]", "work", "work.place",
     Check::plain, 0.85, true},
    {"i no longer work [at|for] {v}", "work", "work.place", Check::plain, 0.85, true},
    {"i <adverb>[study|am studying|'m studying] {w} at {v}", "work", "school", Check::plain, 0.85},
    {"i <adverb>[study|go to school|go to college|am enrolled|am a student] at {v}", "work",
     "school", Check::plain, 0.85},
    {"i <adverb>[attend|go to|study at|am enrolled at] {v}", "work", "school", Check::school, 0.85},
    {"<im> <adverb>a [student|freshman|sophomore|junior|senior|graduate student|grad student|phd "
     "student] at {v}",
     "work", "school", Check::plain, 0.85},
    {"i major in {v}", "work", "school.major", Check::plain, 0.9},
    {"<im> majoring in {v}", "work", "school.major", Check::plain, 0.9},
    // Family.
    {"<im> [happily |recently |newly |]{v}", "family", "family.status", Check::family, 0.8},
    {"i [just |recently |]got {v}", "family", "family.status", Check::family, 0.8},
    {"<ihave> {v}", "family", "", Check::family, 0.85},
    {"my {n}[ is|'s] <called> {v}", "", "", Check::noun, 0.9},
    {"my {n} goes by [the name |the name of |]{v}", "", "", Check::noun, 0.85},
    {"our {n}[ is|'s] <called> {v}", "", "", Check::noun, 0.85},
    {"i named my {n} {v}", "", "", Check::noun, 0.85},
    {"we named our {n} {v}", "", "", Check::noun, 0.85},
    {"i call my {n} {v}", "", "", Check::noun, 0.8},
    // Pets.
    {"<ihave> [a|an|one] {n} <called> {v}", "pet", "", Check::noun, 0.9},
    {"<ihave> [a|an|one] {n} whose name is {v}", "pet", "", Check::noun, 0.9},
    {"<ihave> {v}", "pet", "", Check::pet, 0.85},
    {"i [adopted|got|bought|rescued] {v}", "pet", "", Check::pet, 0.8},
    // Likes and dislikes.
    {"<i> [like|love|enjoy|adore] {v}", "like", "", Check::taste, 0.75},
    {"<im> [really |very |quite |]fond of {v}", "like", "", Check::taste, 0.8},
    {"<im> [a big fan|a huge fan|a fan|a great fan] of {v}", "like", "", Check::taste, 0.8},
    {"<im> [really |very |]into {v}", "like", "", Check::taste, 0.7},
    {"<im> crazy about {v}", "like", "", Check::taste, 0.7},
    {"<i> prefer {v} [over|to] {w}", "like", "", Check::taste, 0.75},
    {"<i> [hate|dislike|detest|loathe|can't stand|cannot stand] {v}", "dislike", "", Check::taste,
     0.75},
    {"i [really |]can't stand {v}", "dislike", "", Check::taste, 0.8},
    {"i [really don't|don't|do not|don't really|no longer] [like|enjoy|care for] {v}", "dislike",
     "", Check::taste, 0.75},
    {"<im> not [really |]a [big |huge |]fan of {v}", "dislike", "", Check::taste, 0.8},
    {"<im> not [really |very |]fond of {v}", "dislike", "", Check::taste, 0.8},
    {"i've never liked {v}", "dislike", "", Check::taste, 0.75},
    // Food and health.
    {"<im> [very |severely |highly |deathly |also |badly |mildly |]allergic to {v}", "allergy", "",
     Check::food, 0.95},
    {"i have [a |an |][severe |bad |mild |]{v} allergy", "allergy", "", Check::food, 0.95},
    {"i have [a |an |][severe |bad |mild |]allergy to {v}", "allergy", "", Check::food, 0.95},
    {"i suffer from [a |an |]{v} allergy", "allergy", "", Check::food, 0.9},
    {"i have allergies to {v}", "allergy", "", Check::food, 0.9},
    {"{v} [gives|give] me hives", "allergy", "", Check::food, 0.75},
    {"<im> not allergic to {v} [anymore|any more]", "allergy", "", Check::food, 0.85, true},
    {"<im> no longer allergic to {v}", "allergy", "", Check::food, 0.85, true},
    {"<im> [a |an |][strict |lifelong |]{v}", "diet", "diet", Check::diet, 0.9},
    {"i [became|went|turned|am going|eat] [a |]{v}", "diet", "diet", Check::diet, 0.85},
    {"i follow [a |an |]{v} diet", "diet", "diet", Check::diet, 0.9},
    {"i [don't|do not|never|can't|cannot|no longer] [eat|drink] {v}", "diet", "", Check::food,
     0.85},
    {"i have {v}", "health", "", Check::illness, 0.9},
    {"i suffer from {v}", "health", "", Check::illness, 0.9},
    {"i've got {v}", "health", "", Check::illness, 0.9},
    {"i live with {v}", "health", "", Check::illness, 0.9},
    {"[i was|i've been|i have been|i got] [recently |just |]diagnosed with {v}", "health", "",
     Check::plain, 0.9},
    {"i take {v} [every|each|twice|once|daily]{w}", "medicine", "", Check::food, 0.75},
    {"my blood type is {v}", "body", "body.blood_type", Check::plain, 0.95},
    {"<im> {v} tall", "body", "body.height", Check::topic, 0.85},
    {"i weigh {v}", "body", "body.weight", Check::topic, 0.85},
    // What one can and does.
    {"<i> [speak|can speak] [fluent |some |a little |a bit of |both |]{v}", "language", "",
     Check::language, 0.9},
    {"<im> fluent in {v}", "language", "", Check::language, 0.9},
    {"i grew up speaking {v}", "language", "language.native", Check::language, 0.85},
    {"i <adverb>play [the |]{v}", "hobby", "", Check::instrument, 0.85},
    // Devices.
    {"i <adverb>[use|have|own|drive|ride|bought|got|switched to] [a |an |the |my |]{v}", "device",
     "", Check::device, 0.8},
    {"<im> using [a |an |the |]{v}", "device", "", Check::device, 0.75},
    // Dates.
    {"<ihave> {v} [on |at |]{t}", "appointment", "", Check::event, 0.85},
    {"my {v} is [on|at|next|this] {t}", "appointment", "", Check::event, 0.85},
    {"my {v} is {t}", "appointment", "", Check::event, 0.8},
    // A thing of mine with a name for it.
    {"my {n} is {v} years old", "", "", Check::noun, 0.85},
    {"my {n} is {v}", "", "", Check::noun, 0.9},
    {"my {n}'s {v}", "", "", Check::noun, 0.8},
    {"my {n} <is> {v}", "", "", Check::noun, 0.85},
    {"my {n} [are|changed to|is now|has changed to] {v}", "", "", Check::noun, 0.85},
    {"our {n} is {v}", "", "", Check::noun, 0.85},
    {"{v} is my {n}", "", "", Check::noun, 0.85},
};

}  // namespace

Rules english_rules() {
  return {std::begin(kRules), std::end(kRules), kPieces, std::size(kPieces)};
}

}  // namespace tinybrain::memory
