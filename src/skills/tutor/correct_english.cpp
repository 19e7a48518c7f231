// English: learners' usual mistakes. Every rule is one that holds wherever its words stand; what needs a parse is left out.
#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <utility>

#include "skills/tutor/correct_rules.h"

namespace tinybrain::skills::tutor {
namespace {

using Words = std::set<std::string_view>;
using Pairs = std::map<std::string_view, std::string_view>;

const Pairs kSpelling{
    {"accomodate", "accommodate"}, {"acheive", "achieve"}, {"accross", "across"}, {"adress", "address"},
    {"advertisment", "advertisement"}, {"advertisments", "advertisements"}, {"agressive", "aggressive"},
    {"allways", "always"}, {"alot", "a lot"}, {"amoung", "among"}, {"apparant", "apparent"}, {"arguement", "argument"},
    {"athough", "although"}, {"becase", "because"}, {"becouse", "because"}, {"becuase", "because"}, {"beacuse", "because"},
    {"begining", "beginning"}, {"beleive", "believe"}, {"beautifull", "beautiful"}, {"benifit", "benefit"},
    {"benefical", "beneficial"}, {"buisness", "business"}, {"bussiness", "business"}, {"calender", "calendar"},
    {"carefull", "careful"}, {"cannnot", "cannot"}, {"choise", "choice"}, {"comming", "coming"}, {"commited", "committed"},
    {"compair", "compare"}, {"competion", "competition"}, {"concious", "conscious"}, {"controled", "controlled"},
    {"conveniant", "convenient"}, {"convinient", "convenient"}, {"definately", "definitely"}, {"definitly", "definitely"},
    {"dependant", "dependent"}, {"desease", "disease"}, {"developement", "development"}, {"devide", "divide"},
    {"diffcult", "difficult"}, {"dificult", "difficult"}, {"diffrent", "different"}, {"diferent", "different"},
    {"dissapear", "disappear"}, {"dissapoint", "disappoint"}, {"easly", "easily"}, {"efficent", "efficient"},
    {"embarass", "embarrass"}, {"enviroment", "environment"}, {"enviromental", "environmental"}, {"equiped", "equipped"},
    {"esential", "essential"}, {"exagerate", "exaggerate"}, {"excelent", "excellent"}, {"exellent", "excellent"},
    {"existance", "existence"}, {"experiance", "experience"}, {"expecially", "especially"}, {"expirience", "experience"},
    {"familar", "familiar"}, {"finaly", "finally"}, {"foriegn", "foreign"}, {"freind", "friend"}, {"freinds", "friends"},
    {"generaly", "generally"}, {"goverment", "government"}, {"gramar", "grammar"}, {"grammer", "grammar"},
    {"happend", "happened"}, {"healty", "healthy"}, {"heigth", "height"}, {"helpfull", "helpful"}, {"immediatly", "immediately"},
    {"importent", "important"}, {"improvment", "improvement"}, {"independant", "independent"}, {"infomation", "information"},
    {"intresting", "interesting"}, {"intrested", "interested"}, {"knowlege", "knowledge"}, {"knowladge", "knowledge"},
    {"langauge", "language"}, {"languge", "language"}, {"lenght", "length"}, {"libary", "library"}, {"lisence", "licence"},
    {"maintainance", "maintenance"}, {"mentionned", "mentioned"}, {"mordern", "modern"}, {"morden", "modern"},
    {"neccessary", "necessary"}, {"necesary", "necessary"}, {"nessesary", "necessary"}, {"noticable", "noticeable"},
    {"nowdays", "nowadays"}, {"nowaday", "nowadays"}, {"occured", "occurred"}, {"occuring", "occurring"}, {"ocasion", "occasion"},
    {"offen", "often"}, {"oppinion", "opinion"}, {"oportunity", "opportunity"}, {"oppurtunity", "opportunity"},
    {"otherhand", "other hand"}, {"particulary", "particularly"}, {"peaple", "people"}, {"poeple", "people"}, {"peopel", "people"},
    {"personaly", "personally"}, {"posible", "possible"}, {"possibilty", "possibility"}, {"prefered", "preferred"},
    {"probaly", "probably"}, {"probabaly", "probably"}, {"problably", "probably"}, {"pollusion", "pollution"},
    {"proffesional", "professional"}, {"proffesor", "professor"}, {"realy", "really"}, {"reccomend", "recommend"},
    {"recieve", "receive"}, {"recieved", "received"}, {"recomend", "recommend"}, {"refered", "referred"},
    {"relevent", "relevant"}, {"responsability", "responsibility"}, {"resturant", "restaurant"}, {"restaraunt", "restaurant"},
    {"sceince", "science"}, {"seperate", "separate"}, {"similiar", "similar"}, {"sincerly", "sincerely"},
    {"sitution", "situation"}, {"situtation", "situation"}, {"somthing", "something"}, {"specialy", "specially"},
    {"succes", "success"}, {"sucess", "success"}, {"sucessful", "successful"}, {"successfull", "successful"},
    {"studing", "studying"}, {"suprise", "surprise"}, {"surprized", "surprised"}, {"teached", "taught"}, {"teh", "the"},
    {"thier", "their"}, {"threre", "there"}, {"tommorow", "tomorrow"}, {"tomorow", "tomorrow"}, {"travelling", "travelling"},
    {"truely", "truly"}, {"undestand", "understand"}, {"untill", "until"}, {"usefull", "useful"}, {"usualy", "usually"},
    {"vacum", "vacuum"}, {"vegatables", "vegetables"}, {"vegtables", "vegetables"}, {"wether", "whether"}, {"wich", "which"},
    {"whitch", "which"}, {"withing", "within"}, {"writting", "writing"}, {"writen", "written"}, {"yestarday", "yesterday"}};

const Pairs kPast{{"goed", "went"}, {"buyed", "bought"}, {"catched", "caught"}, {"comed", "came"}, {"eated", "ate"},
                  {"feeled", "felt"}, {"finded", "found"}, {"forgetted", "forgot"}, {"gived", "gave"}, {"growed", "grew"},
                  {"heared", "heard"}, {"keeped", "kept"}, {"knowed", "knew"}, {"leaved", "left"}, {"maked", "made"},
                  {"meeted", "met"}, {"payed", "paid"}, {"readed", "read"}, {"runned", "ran"}, {"sayed", "said"},
                  {"seed", "seed"}, {"sended", "sent"}, {"sleeped", "slept"}, {"speaked", "spoke"}, {"spended", "spent"},
                  {"standed", "stood"}, {"swimmed", "swam"}, {"taked", "took"}, {"telled", "told"}, {"thinked", "thought"},
                  {"understanded", "understood"}, {"weared", "wore"}, {"writed", "wrote"}, {"choosed", "chose"},
                  {"drinked", "drank"}, {"drived", "drove"}, {"falled", "fell"}, {"flied", "flew"}, {"losed", "lost"},
                  {"putted", "put"}, {"selled", "sold"}, {"teached", "taught"}, {"winned", "won"}, {"cutted", "cut"}};

// What did, does, do, to and modals take instead.
const Pairs kBase{{"went", "go"}, {"came", "come"}, {"saw", "see"}, {"ate", "eat"}, {"took", "take"}, {"gave", "give"},
                  {"made", "make"}, {"knew", "know"}, {"thought", "think"}, {"bought", "buy"}, {"brought", "bring"},
                  {"told", "tell"}, {"said", "say"}, {"got", "get"}, {"had", "have"}, {"has", "have"}, {"did", "do"},
                  {"does", "do"}, {"goes", "go"}, {"was", "be"}, {"were", "be"}, {"is", "be"}, {"are", "be"},
                  {"wanted", "want"}, {"liked", "like"}, {"wants", "want"}, {"likes", "like"}, {"needs", "need"},
                  {"makes", "make"}, {"takes", "take"}, {"gets", "get"}, {"wrote", "write"}, {"spoke", "speak"},
                  {"became", "become"}, {"began", "begin"}, {"lost", "lose"}, {"kept", "keep"}, {"became", "become"},
                  {"gives", "give"}, {"comes", "come"}, {"helps", "help"}, {"happened", "happen"}, {"worked", "work"}};

const Pairs kUncountable{{"informations", "information"}, {"advices", "advice"}, {"furnitures", "furniture"},
                         {"equipments", "equipment"}, {"homeworks", "homework"}, {"knowledges", "knowledge"},
                         {"luggages", "luggage"}, {"baggages", "baggage"}, {"feedbacks", "feedback"}, {"softwares", "software"},
                         {"sceneries", "scenery"}, {"machineries", "machinery"}, {"evidences", "evidence"},
                         {"transportations", "transportation"}, {"pollutions", "pollution"}, {"musics", "music"},
                         {"trafics", "traffic"}, {"traffics", "traffic"}, {"staffs", "staff"}, {"researches", "research"}};

const Pairs kPlural{{"childrens", "children"}, {"childs", "children"}, {"mans", "men"}, {"womans", "women"}, {"mens", "men"},
                    {"womens", "women"}, {"foots", "feet"}, {"tooths", "teeth"}, {"mouses", "mice"}, {"peoples", "people"},
                    {"persones", "people"}, {"fishs", "fish"}, {"sheeps", "sheep"}, {"lifes", "lives"}, {"wifes", "wives"},
                    {"countrys", "countries"}, {"citys", "cities"}, {"storys", "stories"}, {"companys", "companies"},
                    {"partys", "parties"}, {"familys", "families"}, {"studys", "studies"}, {"ladys", "ladies"}};

const Pairs kNoApostrophe{{"dont", "don't"}, {"doesnt", "doesn't"}, {"didnt", "didn't"}, {"cant", "can't"}, {"isnt", "isn't"},
                          {"wasnt", "wasn't"}, {"arent", "aren't"}, {"couldnt", "couldn't"}, {"wouldnt", "wouldn't"},
                          {"shouldnt", "shouldn't"}, {"havent", "haven't"}, {"hasnt", "hasn't"}, {"im", "I'm"}, {"ive", "I've"},
                          {"youre", "you're"}, {"theyre", "they're"}, {"thats", "that's"}};

// Verbs whose third person is told apart from a noun by what stands before.
const Pairs kThird{{"go", "goes"}, {"have", "has"}, {"do", "does"}, {"want", "wants"}, {"like", "likes"}, {"need", "needs"},
                   {"think", "thinks"}, {"know", "knows"}, {"say", "says"}, {"see", "sees"}, {"make", "makes"},
                   {"take", "takes"}, {"give", "gives"}, {"come", "comes"}, {"get", "gets"}, {"feel", "feels"},
                   {"live", "lives"}, {"love", "loves"}, {"believe", "believes"}, {"speak", "speaks"}, {"eat", "eats"},
                   {"become", "becomes"}, {"seem", "seems"}, {"mean", "means"}, {"depend", "depends"}, {"help", "helps"},
                   {"look", "looks"}, {"work", "works"}, {"play", "plays"}, {"teach", "teaches"}, {"study", "studies"},
                   {"try", "tries"}, {"understand", "understands"}, {"happen", "happens"}, {"are", "is"}, {"were", "was"}};
const Pairs kNotThird{{"goes", "go"}, {"has", "have"}, {"does", "do"}, {"wants", "want"}, {"likes", "like"}, {"needs", "need"},
                      {"thinks", "think"}, {"knows", "know"}, {"makes", "make"}, {"takes", "take"}, {"gives", "give"},
                      {"comes", "come"}, {"gets", "get"}, {"feels", "feel"}, {"is", "are"}, {"was", "were"}, {"doesn't", "don't"}};

const Words kThirdPersons{"he", "she", "it", "everyone", "everybody", "someone", "somebody", "nobody", "everything",
                          "nothing", "something"};
const Words kOthers{"we", "they", "you"};
// After these, "he go" is right: "make it go", "let him", "if he go" is not among them.
const Words kTakesBase{"make", "makes", "made", "let", "lets", "help", "see", "saw", "hear", "watch", "did", "do", "does",
                       "can", "could", "will", "would", "should", "must", "may", "might", "shall", "that", "and", "or",
                       "of", "with", "for", "to", "than", "have", "had", "don't", "didn't", "doesn't", "about", "suggest",
                       "recommend", "insist", "is", "was", "has", "were", "are", "like", "wish", "both", "between"};
const Words kModals{"can", "could", "will", "would", "should", "must", "may", "might", "cannot", "can't", "couldn't",
                    "won't", "wouldn't", "shouldn't", "did", "didn't", "does", "doesn't", "don't"};

struct Phrase {
  std::vector<std::string_view> was;
  std::string_view now;
  const char* rule;
};
const std::vector<Phrase> kPhrases{
    {{"discuss", "about"}, "discuss", "preposition"}, {{"discussed", "about"}, "discussed", "preposition"},
    {{"discussing", "about"}, "discussing", "preposition"}, {{"depend", "of"}, "depend on", "preposition"},
    {{"depends", "of"}, "depends on", "preposition"}, {{"depending", "of"}, "depending on", "preposition"},
    {{"interested", "on"}, "interested in", "preposition"}, {{"interested", "about"}, "interested in", "preposition"},
    {{"arrive", "to"}, "arrive at", "preposition"}, {{"arrived", "to"}, "arrived at", "preposition"},
    {{"in", "the", "other", "hand"}, "on the other hand", "preposition"},
    {{"on", "other", "hand"}, "on the other hand", "preposition"},
    {{"in", "other", "hand"}, "on the other hand", "preposition"},
    {{"according", "with"}, "according to", "preposition"}, {{"consist", "in"}, "consist of", "preposition"},
    {{"different", "of"}, "different from", "preposition"}, {{"married", "with"}, "married to", "preposition"},
    {{"good", "in", "english"}, "good at English", "preposition"}, {{"listen", "music"}, "listen to music", "preposition"},
    {{"explain", "me"}, "explain to me", "preposition"}, {{"enter", "to"}, "enter", "preposition"},
    {{"in", "nowadays"}, "nowadays", "preposition"}, {{"at", "nowadays"}, "nowadays", "preposition"},
    {{"despite", "of"}, "despite", "preposition"}, {{"emphasize", "on"}, "emphasize", "preposition"},
    {{"lack", "of", "of"}, "lack of", "repeated"}, {{"more", "better"}, "better", "comparative"},
    {{"more", "easier"}, "easier", "comparative"}, {{"more", "faster"}, "faster", "comparative"},
    {{"more", "bigger"}, "bigger", "comparative"}, {{"more", "cheaper"}, "cheaper", "comparative"},
    {{"more", "worse"}, "worse", "comparative"}, {{"more", "higher"}, "higher", "comparative"},
    {{"more", "happier"}, "happier", "comparative"}, {{"most", "best"}, "best", "comparative"},
    {{"most", "biggest"}, "biggest", "comparative"}, {{"could", "of"}, "could have", "confused"},
    {{"should", "of"}, "should have", "confused"}, {{"would", "of"}, "would have", "confused"},
    {{"look", "forward", "to", "hear"}, "look forward to hearing", "base form"},
    {{"look", "forward", "to", "see"}, "look forward to seeing", "base form"},
    {{"looking", "forward", "to", "hear"}, "looking forward to hearing", "base form"},
    {{"everyday", "life"}, "everyday life", "confused"}, {{"there", "is", "many"}, "there are many", "agreement"},
    {{"there", "is", "a", "lot", "of", "people"}, "there are a lot of people", "agreement"},
    {{"there", "was", "many"}, "there were many", "agreement"}, {{"there", "is", "several"}, "there are several", "agreement"},
    {{"there", "is", "some", "people"}, "there are some people", "agreement"},
    {{"people", "is"}, "people are", "agreement"}, {{"people", "was"}, "people were", "agreement"},
    {{"people", "has"}, "people have", "agreement"}, {{"people", "thinks"}, "people think", "agreement"},
    {{"people", "wants"}, "people want", "agreement"}, {{"people", "needs"}, "people need", "agreement"},
    {{"children", "is"}, "children are", "agreement"}, {{"i", "is"}, "I am", "agreement"}, {{"i", "has"}, "I have", "agreement"},
    {{"i", "are"}, "I am", "agreement"}, {{"i", "does"}, "I do", "agreement"}, {{"i", "goes"}, "I go", "agreement"},
    {{"i", "am", "agree"}, "I agree", "confused"}, {{"am", "agree"}, "agree", "confused"},
    {{"am", "agree", "with"}, "agree with", "confused"}, {{"i", "am", "agree", "with"}, "I agree with", "confused"},
    {{"much", "people"}, "many people", "uncountable"}, {{"many", "information"}, "much information", "uncountable"},
    {{"many", "money"}, "much money", "uncountable"}, {{"many", "time", "to"}, "much time to", "uncountable"},
    {{"an", "information"}, "a piece of information", "uncountable"}, {{"an", "advice"}, "a piece of advice", "uncountable"},
    {{"every", "people"}, "all people", "plural"}, {{"each", "people"}, "each person", "plural"},
    {{"one", "of", "my", "friend"}, "one of my friends", "plural"}, {{"these", "kind", "of"}, "these kinds of", "plural"},
    {{"this", "kinds", "of"}, "these kinds of", "plural"}, {{"a", "lots", "of"}, "a lot of", "confused"},
    {{"in", "my", "opinion", "i", "think"}, "in my opinion", "repeated"}, {{"how", "it", "looks", "like"}, "what it looks like", "confused"}};

bool starts_with_vowel_sound(const std::string& w) {
  for (const std::string_view h : {"hour", "honest", "honour", "honor", "heir"})
    if (w.starts_with(h)) return true;
  for (const std::string_view u : {"uni", "use", "usu", "eur", "one", "once", "ubiq", "uten", "ewe"})
    if (w.starts_with(u) && !w.starts_with("unin") && !w.starts_with("unim")) return false;
  return !w.empty() && std::string_view("aeiou").find(w[0]) != std::string_view::npos;
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (size_t at = 0; at < text.size();) {
    const auto is_word = [&](size_t i) {
      return std::isalpha(static_cast<unsigned char>(text[i])) ||
             (text[i] == '\'' && i > at && i + 1 < text.size() && std::isalpha(static_cast<unsigned char>(text[i + 1])));
    };
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    Token t;
    t.at = at;
    t.word = std::isalpha(static_cast<unsigned char>(text[at])) != 0;
    size_t end = at + 1;
    while (t.word && end < text.size() && is_word(end)) ++end;
    t.text = text.substr(at, end - at);
    for (const char c : t.text) t.lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    tokens.push_back(t);
    at = end;
  }
  return tokens;
}

// With the capital of what it takes the place of.
std::string cased(std::string_view now, const std::string& was) {
  std::string out(now);
  if (!was.empty() && !out.empty() && std::isupper(static_cast<unsigned char>(was[0])))
    out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
  return out;
}

class Corrector {
 public:
  explicit Corrector(std::string_view text) : text_(text), tokens_(tokens_of(text)), edits_(text) {}

  std::vector<Edit> run() {
    for (size_t i = 0; i < tokens_.size(); ++i) {
      if (!tokens_[i].word) continue;
      phrases(i);
      repeated(i);
      base_forms(i);
      agreement(i);
      articles(i);
      words(i);
      capitals(i);
    }
    return edits_.take();
  }

 private:
  const std::string& lower(size_t i) const {
    static const std::string kNone;
    return i < tokens_.size() ? tokens_[i].lower : kNone;
  }
  void swap(size_t i, std::string_view now, const char* rule) {
    edits_.put(tokens_[i].at, tokens_[i].text.size(), cased(now, tokens_[i].text), rule);
  }
  void swap(size_t first, size_t last, std::string_view now, const char* rule) {
    const size_t end = tokens_[last].at + tokens_[last].text.size();
    edits_.put(tokens_[first].at, end - tokens_[first].at, cased(now, tokens_[first].text), rule);
  }

  void phrases(size_t i) {
    const Phrase* best = nullptr;
    for (const Phrase& p : kPhrases) {
      if (best && best->was.size() >= p.was.size()) continue;
      size_t n = 0;
      while (n < p.was.size() && lower(i + n) == p.was[n]) ++n;
      if (n == p.was.size()) best = &p;
    }
    if (best) swap(i, i + best->was.size() - 1, best->now, best->rule);
  }

  // "the the"; "had had" and "that that" are English.
  void repeated(size_t i) {
    if (i + 1 < tokens_.size() && lower(i) == lower(i + 1) && lower(i) != "had" && lower(i) != "that" &&
        lower(i) != "very" && lower(i).size() > 1)
      swap(i, i + 1, tokens_[i].text, "repeated");
  }

  // "did not went", "can goes", "to went"
  void base_forms(size_t i) {
    const bool modal = kModals.contains(lower(i));
    if (!modal && lower(i) != "to") return;
    size_t verb = i + 1;
    if (modal && lower(verb) == "not") ++verb;
    if (modal && kOthers.contains(lower(verb)) && lower(i) != "can") return;
    const auto base = kBase.find(lower(verb));
    // "what he does is": the next is another clause's verb. "thought" and "had" after "to" may be nouns or a contact.
    if (base == kBase.end() || (!modal && (base->first == "thought" || base->first == "had"))) return;
    const bool does = lower(i) == "does" || lower(i) == "did" || lower(i) == "don't";
    if (does && (base->first == "is" || base->first == "was" || base->first == "are" || base->first == "were") && verb == i + 1) return;
    if (lower(i) == "will" || lower(i) == "may" || lower(i) == "can" || lower(i) == "must")  // also nouns
      if (base->first == "is" || base->first == "was") return;
    swap(verb, base->second, "base form");
  }

  void agreement(size_t i) {
    const std::string& before = i > 0 ? lower(i - 1) : lower(tokens_.size());
    const std::string& verb = lower(i + 1);
    // "he and she go", "to it go"
    if (kTakesBase.contains(before)) return;
    if (kThirdPersons.contains(lower(i))) {
      if (const auto third = kThird.find(verb); third != kThird.end() && !(verb == "were" && before == "if"))
        swap(i + 1, third->second, "agreement");
      if (verb == "don't" || verb == "dont") swap(i + 1, "doesn't", "agreement");
    } else if (kOthers.contains(lower(i))) {
      if (const auto other = kNotThird.find(verb); other != kNotThird.end())
        swap(i + 1, other->second, "agreement");
    }
  }

  void articles(size_t i) {
    if (i + 1 >= tokens_.size() || !tokens_[i + 1].word || tokens_[i + 1].text.size() < 2) return;
    const Token& next = tokens_[i + 1];
    // Abbreviations are read letter by letter.
    if (std::isupper(static_cast<unsigned char>(next.text[1]))) return;
    if (lower(i) == "a" && starts_with_vowel_sound(next.lower) && next.lower != "and" && next.lower != "in" &&
        next.lower != "is" && next.lower != "of" && next.lower != "or")
      swap(i, "an", "article");
    if (lower(i) == "an" && !starts_with_vowel_sound(next.lower) && next.lower[0] != 'h') swap(i, "a", "article");
  }

  void words(size_t i) {
    for (const auto& [list, rule] : std::initializer_list<std::pair<const Pairs*, const char*>>{
             {&kSpelling, "spelling"}, {&kPast, "past"}, {&kUncountable, "uncountable"}, {&kPlural, "plural"},
             {&kNoApostrophe, "contraction"}})
      if (const auto found = list->find(lower(i)); found != list->end()) {
        if (rule == std::string_view("uncountable") && found->first == "researches" && kThirdPersons.contains(lower(i - 1))) return;
        swap(i, found->second, rule);
      }
    // "bigger then"
    if (lower(i) == "then" && i > 0 && lower(i - 1).size() > 4 && lower(i - 1).ends_with("er") &&
        lower(i - 1) != "after" && lower(i - 1) != "however" && lower(i - 1) != "other" && lower(i - 1) != "never" &&
        (lower(i - 1) == "better" || lower(i - 1) == "bigger" || lower(i - 1) == "faster" || lower(i - 1) == "easier" ||
         lower(i - 1) == "cheaper" || lower(i - 1) == "higher" || lower(i - 1) == "older" || lower(i - 1) == "rather" ||
         lower(i - 1) == "longer" || lower(i - 1) == "larger"))
      swap(i, "than", "confused");
  }

  void capitals(size_t i) {
    static const Words kNames{"english", "korean", "japanese", "chinese", "french", "german", "spanish", "american",
                              "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
                              "february", "april", "june", "july", "august", "september", "october", "november",
                              "december", "korea", "japan", "china", "america", "europe", "internet"};
    const Token& t = tokens_[i];
    if (t.text == "i" && (i + 1 >= tokens_.size() || lower(i + 1) != "." || i + 2 >= tokens_.size()))
      edits_.put(t.at, 1, "I", "capital");
    const bool begins = i == 0 || ((lower(i - 1) == "." || lower(i - 1) == "!" || lower(i - 1) == "?") && i > 1 && tokens_[i - 2].word && tokens_[i - 2].text.size() > 2);
    if ((begins || (kNames.contains(t.lower) && t.lower != "internet")) && std::islower(static_cast<unsigned char>(t.text[0])))
      edits_.put(t.at, t.text.size(), cased(t.text, "X"), "capital");
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  Edits edits_;
};

}  // namespace

std::vector<Edit> english_corrections(std::string_view text) { return Corrector(text).run(); }

}  // namespace tinybrain::skills::tutor
