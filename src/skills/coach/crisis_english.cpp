// English crisis rules. First person, or somebody close now; what others did long ago, films and figures of speech are none.
#include "skills/coach/crisis_rules.h"

namespace tinybrain::skills::coach {

// Words that mean wanting or being about to: used in many rules below.
#define WANT                                                                                      \
  "want|wanna|wants|going|gonna|plan|planning|planned|ready|about|tempted|decided|might|try|"     \
  "trying|tried|need|thinking|think|considering|will|ill|gotta|wish|threatens|threatening|keeps|" \
  "feel"
#define CLOSE                                                                                      \
  "he|she|they|brother|sister|mom|mum|mother|dad|father|friend|son|daughter|wife|husband|partner|" \
  "girlfriend|boyfriend|child|kid|baby|roommate|grandma|grandpa|grandmother|grandfather|someone|"  \
  "cousin|uncle|aunt"
#define ABUSER                                                                              \
  "husband|wife|boyfriend|girlfriend|partner|dad|father|mom|mum|mother|stepdad|stepfather|" \
  "stepmom|uncle|aunt|brother|sister|parents|ex|coach|teacher|boss|he|she"

std::span<const CrisisRule> english_crisis_rules() {
  static constexpr CrisisRule kRules[] = {
      {"suicide", WANT " to|of|about|on * "
                       "kill|killing|hang|hanging|shoot|shooting|drown|drowning|off|offing myself"},
      {"suicide", "kill|killing|hang|hanging|drown|drowning|shoot|shooting myself"},
      {"suicide", "my|a|his|her|our|close|best? " CLOSE
                  " * kill|killing|hang|hanging himself|herself|themselves|themself"},
      {"suicide",
       CLOSE " " WANT " to? kill|killing|hang|hanging himself|herself|themselves|themself"},
      {"suicide", "kms"},
      {"suicide", "decided|deciding|chosen|planned to die"},
      {"suicide",
       "suicide|suiciding is|seems|feels|as|was|sounds|looks * way|option|solution|answer|out"},
      {"suicide", "only way out * death|die|dying|suicide"},
      {"suicide", "i|im * " WANT " to|of|about? unalive|kys"},
      {"suicide", "unalive myself"},
      {"suicide",
       "i|im|id|just|really|honestly|and|still * want|wanna|ready|going|wish|wishing to? i? could? "
       "die|dead"},
      {"suicide", "want|wanna|rather|wish to? i? be|was|were dead"},
      {"suicide", "want|wanna|like to? die now|tonight|today|soon|so|already|please|badly|here"},
      {"suicide", "better|rather off? dead"},
      {"suicide", "end|ending|ended|take|taking|took my own? life"},
      {"suicide", WANT
       " to|about|of? end|ending it|this|things|everything all? tonight|today|now|forever|all"},
      {"suicide", "ending it all", true},
      {"suicide", "end it all"},
      {"suicide", "commit|committing|attempt|attempting|attempted suicide"},
      {"suicide",
       "i|im|id|been|having|have|my|feeling|feel|am|hes|shes|is|friend|brother|sister|son|daughter "
       "* suicidal"},
      {"suicide", "suicidal thoughts|ideation|feelings|urges|now|again|tonight"},
      {"suicide",
       "thinking|thought|thoughts|think|considering|contemplating|planning|plan about|of|on? my? "
       "suicide"},
      {"suicide", "suicide note|plan|attempt|method|methods|hotline"},
      {"suicide",
       "dont|not|never|no|cant|longer|stop|stopped * want|wanting|wanna to? "
       "live|exist|alive|living anymore|any|longer|like?",
       false},
      {"suicide", "dont|do|not want|wanna to? not? live|exist", false},
      {"suicide", "dont|not|longer want|wanna to? be|stay|keep alive|here|living anymore|any|no?",
       false},
      {"suicide", "no|any point|reason|purpose * living|live|alive|life|existing|going", false},
      {"suicide", "nothing|nobody left? to live for", false},
      {"suicide", "feel|am|im|being|such|just * a|only burden", false},
      {"suicide", "why am i still|even alive|here", false},
      {"suicide", "got|have|bought|tied|ready|made * rope|noose|razor ready|tied|around|hanging"},
      {"suicide", "a noose"},
      {"suicide", "done|finished|over with life|living", false},
      {"suicide", "want|wish|need it|this|everything|life all? to be|just? over", false},
      {"suicide", "no future|hope for|left * me|myself|anymore", false},
      {"suicide", "tired|sick of being|staying alive", false},
      {"suicide", "life isnt|is|not * worth living", false},
      {"suicide", "not worth living", false},
      {"suicide",
       "everyone|everybody|world|they|family|people|kids|all|you * better|happier off? without me",
       false},
      {"suicide", "better off without me", false},
      {"suicide", "wish|wished i * never|not been? born|existed", false},
      {"suicide",
       "wish|hope|want|wishing i? could|would|to|can|just|had? * not|never|dont|wouldnt "
       "wake|waking up",
       false},
      {"suicide", "go|fall|drift|sleep to? sleep|asleep|and and? never|not|dont wake", false},
      {"suicide", "want|wanna|wish to|i? could? just|to? disappear|vanish forever|and|completely"},
      {"suicide", "goodbye|farewell|suicide letter|letters|note|notes|message|video", true},
      {"suicide",
       "least|less|painless|painful|painlessly|easiest|quickest|fastest|best * way|ways to|of? "
       "die|dying|kill|suicide"},
      {"suicide", "painless|easy|quick way|death|suicide to? die|dying|please?"},
      {"suicide", "how to|do|can|could i? die|kill|hang painlessly|myself|peacefully|without"},
      {"suicide",
       "how many|much * pills|tablets|mg|doses|tylenol|paracetamol|ibuprofen|of * * "
       "die|kill|lethal|fatal|overdose"},
      {"suicide",
       "on|from|off the|a|this? bridge|roof|rooftop|ledge|balcony|cliff|building * jump|jumping"},
      {"suicide", WANT " to|of|about? jump|jumping off|from|in|into * "
                       "bridge|roof|building|front|train|balcony|cliff|traffic"},
      {"suicide", "jump|jumping|step|walk in|into front|of * train|traffic|car|truck"},
      {"suicide",
       "cant|cannot|can go|live|keep|do|take on|this|it|not|like? anymore|any|longer|living * "
       "die|dead|end|over"},
      {"suicide", "cant|cannot go on|living like? this? living|anymore"},
      {"suicide", "nobody|no would miss|care if|me i|when? died|die|gone|dead|disappeared"},
      {"suicide", "slit|slitting|cut|cutting my wrists|wrist|throat"},
      {"self_harm",
       "cut|cutting|burn|burning|hurt|hurting|harm|harming|injure|starve|starving|punish|stab|"
       "stabbing myself"},
      {"self_harm",
       "i|ive|im|keep|started|start|been * cutting again|myself|tonight|daily|sometimes|my"},
      {"self_harm",
       "keep|been|started|want|relapsed|and|i|ive "
       "cut|burned|burnt|slashed|burning|cutting|slicing|scratching my "
       "arms|arm|skin|thighs|legs|wrists|wrist"},
      {"self_harm", "self harm|harming|harmed|injury|injuring|harms"},
      {"self_harm", "selfharm|selfharming|selfharmed"},
      {"abuse",
       "my " ABUSER " * "
       "hit|hits|hitting|beats|beating|beat|chokes|choked|slaps|slapped|punches|punched|kicks|"
       "kicked|strangled|strangles|abuses|abused|rapes|raped|molested|molests me|us|my"},
      {"abuse",
       "he|she|they "
       "hits|beats|chokes|choked|slaps|slapped|punches|punched|strangled|strangles|raped|molested|"
       "abuses me"},
      {"abuse", "beat|beats|beating me up|every|again|until|when|if|badly"},
      {"abuse",
       "i|ive|im|me * was|been|got|being|getting|am|im * "
       "raped|molested|abused|assaulted|strangled|trafficked"},
      {"abuse", "im|being|i abused|assaulted|molested|trafficked at|by|every|here|again"},
      {"abuse", "raped|molested me"},
      {"abuse", "sexually|physically assaulted|abused|harassed|abusing|abuses me|my|by"},
      {"abuse", "he|she|" ABUSER " touches|touched|touching|gropes|groped me|my * "
                "want|private|places|inappropriately|sleep|night|like|there"},
      {"abuse",
       "threatens|threatened|threatening|going|says|said|he|hell|shell|will to|hell|that? "
       "he|she|ill|hell|will? kill|hurt|stab|shoot me",
       false},
      {"abuse",
       "scared|afraid|terrified of|to go? * home|husband|father|dad|him|boyfriend|stepdad * "
       "hit|hits|beat|beats|hurt|hurts|kill"},
      {"abuse", "afraid|scared|terrified|think|worried * " ABUSER " * kill|hurt|hit me", false},
      {"abuse", "comes|came|come into|to my room|bed * night|touches|touch|touched|naked"},
      {"abuse", "domestic violence|abuse * i|me|my|home|help"},
      {"overdose", "overdosed|overdosing|od on|my|the|after|meds|pills"},
      {"overdose", "i|ive|he|she|they|friend|just|have|can overdosed|overdosing|overdose"},
      {"overdose",
       "took|taken|swallowed|ate|take|drank|swallow|popped too many|much * "
       "pills|tablets|pill|medication|medicine|meds|drugs|tylenol|paracetamol|insulin|aspirin"},
      {"overdose",
       "took|taken|swallowed|ate|take|swallow|popped|downed|down * "
       "whole|entire|full|all|bottle|pack|box|handful of? * "
       "pills|bottle|tablets|meds|tylenol|paracetamol|aspirin|medication|of"},
      {"overdose",
       "took|taken|swallowed|popped|downed "
       "10|12|15|16|18|20|24|25|30|40|50|60|80|90|100|ten|twelve|fifteen|twenty|thirty|forty|fifty|"
       "sixty|hundred * pills|tablets|capsules|tylenol|paracetamol|aspirin|xanax|ambien"},
      {"overdose",
       "i|ive|just * took|taken|swallowed|ate all|everything my|the|of? * "
       "antidepressants|meds|medication|pills|tablets|xanax|insulin|sleeping"},
      {"overdose",
       "drank|drunk|swallowed|drink|ingested "
       "bleach|antifreeze|pesticide|poison|detergent|cleaner|rat|battery|batteries"},
      {"emergency",
       "chest pain|pains|hurts|tightness * "
       "arm|jaw|sweating|numb|breath|breathe|breathing|dizzy|spreading|now|severe|faint|nausea"},
      {"emergency",
       "crushing|severe|sharp|squeezing|intense|sudden|bad|stabbing|terrible chest "
       "pain|pains|pressure"},
      {"emergency", "i|im|ive|have|having|got|feel * chest pain|pains"},
      {"emergency",
       "my chest hurts|aches|burns|feels|is * "
       "bad|badly|breathe|arm|lot|much|tight|crushing|sweating"},
      {"emergency", "having|have|had|is|be|like a|an? heart attack|attacks * now|help|think?"},
      {"emergency", "think|im|hes|shes|having|is * having a|an? heart|stroke|seizure attack?"},
      {"emergency", "having a|an stroke|seizure"},
      {"emergency", "face|mouth is|has|looks|one|on? drooping|droops|droopy|numb|dropped|side",
       true},
      {"emergency",
       "cant|cannot|not|struggling|barely|hardly|isnt|stopped|trouble to|able? "
       "breathing|breathe|breath|swallow",
       false},
      {"emergency", "throat|tongue|lips|face is|are|keeps swelling|closing|swollen|swelled"},
      {"emergency", "is|are|was|hes|shes|found|dad|mom * unconscious|unresponsive"},
      {"emergency",
       "collapsed|fainted|passed and|out|is|isnt|he|she * "
       "breathing|responding|respond|wake|waking|unconscious",
       false},
      {"emergency",
       "bleeding|bleed|blood wont|heavily|not|will|doesnt * stop|stopping|heavily|badly", false},
      {"emergency",
       "wont|cant|not|doesnt|cannot|isnt wake|waking|respond|responding up|to|anymore|at * "
       "him|her|is|me|unconscious|breathing|pulse",
       false},
      {"emergency", "passed|blacked out * wake|waking|unconscious|respond|breathing", false},
      {"emergency", "catch my breath * chest|dizzy|tight|numb", false},
      {"emergency",
       "chest * tight|pressure|hurts|crushing|pain * breathe|breath|breathing|arm|numb", false},
      {"emergency",
       "half|side|part of? my|his|her|the? face|body|arm * "
       "numb|paralyzed|paralysed|weak|drooping|droops",
       false},
      {"emergency", "slurred|slurring speech|words|his|her|my"},
      {"emergency", "sudden|suddenly * cant|numb|lost * see|speak|talk|move|vision|side"},
      {"emergency", "anaphylaxis|anaphylactic shock?"},
  };
  return kRules;
}

}  // namespace tinybrain::skills::coach
