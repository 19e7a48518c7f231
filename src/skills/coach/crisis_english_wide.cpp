// English crisis rules, the wide ones: a topic close to oneself. They catch what nobody thought of when writing the narrow
// ones, and are as wide as ordinary talk allows.
#include "skills/coach/crisis_rules.h"

namespace tinybrain::skills::coach {

std::span<const CrisisRule> wide_english_crisis_rules() {
  static constexpr CrisisRule kRules[] = {
      {"suicide", "i|id|me|myself|if * die|dead|death"},
      {"suicide", "want|wanna|wanting|gonna|ready to? die", true},
      {"suicide", "enough|done|tired|over|sick of|with this|my|the? life|living|existence", false},
      {"suicide",
       "want|wanna|need|make everything|it|all to? just? stop|end|over * life|anymore|enough|pain",
       false},
      {"suicide",
       "driving|drive|drove|steering|crash|crashing my|the|a? car * off|into|against * "
       "cliff|bridge|wall|tree|traffic|river"},
      {"suicide", "point|purpose|reason|sense of|in|to|for * alive|living|live|existing", false},
      {"suicide", "dont|not|didnt|never deserve|deserving to|of live|living|life|exist|alive",
       false},
      {"suicide",
       "given|gave|giving away|out all|most? of? my "
       "things|stuff|belongings|possessions|everything"},
      {"suicide",
       "he|she|they|brother|sister|friend|mom|dad|son|daughter * "
       "going|wants|want|planning|gonna|will to? end it|everything|things"},
      {"suicide",
       "jump|fall|falling|jumping from|off * roof|rooftop|balcony|building|bridge|floor|window * "
       "die|dead|survive|enough"},
      {"suicide",
       "thought|thoughts|thinking|fantasize|fantasizing|dream|obsessed|think of|about|with * "
       "death|dying|dead"},
      {"suicide", "please|someone|just kill|end me|my"},
      {"suicide", "let|make me die|go|disappear"},
      {"suicide",
       "death|dying is|seems|feels|would|sounds * "
       "answer|better|easier|peaceful|way|relief|option|solution"},
      {"suicide",
       "tired|sick|done|exhausted|weary of|with * living|life|existing|existence|myself"},
      {"suicide",
       "way|ways|how|methods|method to|of kill|killing|end|ending|hang|hanging * "
       "yourself|myself|oneself|life"},
      {"suicide",
       "hope|wish|want|wanna|if * hit|run|struck by|over * bus|car|train|truck|lightning"},
      {"suicide", "notice|care|miss|cry|matter if|when|once * gone|died|dead|disappeared|vanished",
       false},
      {"suicide", "make|want|need|please * pain|hurting|suffering to? stop|end", false},
      {"suicide", "swallow|take|taking all the|my|these pills|tablets|meds"},
      {"suicide", "suicidal|suicidality"},
      {"suicide", "disappear|vanish|fade from|off|away * earth|world|life|everyone"},
      {"suicide", "i|ive|my * lost|lose all|any|every|the hope|will to? live?", false},
      {"suicide", "hate|hating my life|existence|being * alive|die|anymore|end", false},
      {"self_harm", "my wrists|wrist * bled|bleed|bleeding|blood|blade|razor|knife"},
      {"self_harm", "scratch|scratched|scratching|slash|slashed my wrists|wrist|arms"},
      {"self_harm",
       "hit|hitting|bang|banging|punch|punching|slap|slapping|bite|biting my? head|myself|face * "
       "purpose|wall|until|against"},
      {"self_harm",
       "clean|relapsed|relapse|relapsing|urge|urges * cutting|self|harming|hurting|burning"},
      {"self_harm",
       "razor|blade|blades|knife|lighter * my skin|wrist|wrists|arm|arms|thigh|thighs|legs"},
      {"self_harm",
       "make|making|made myself throw|vomit|puke|purge|sick * "
       "up|eat|eating|meal|again|every|after"},
      {"abuse",
       "husband|wife|boyfriend|girlfriend|partner|dad|mom|father|mother|ex|stepdad|uncle|he|she * "
       "hit|hits|whipped|burned|kicked me"},
      {"abuse",
       "ex|he|she|man|someone|stranger * following|follows|threats|threatening|threatens|stalks "
       "me|my|us"},
      {"abuse", "sends|sending|sent|gets|getting me? death? threats"},
      {"abuse", "forced|forces|forcing me to|into|on * sex|touch|undress|kiss|bed|strip|marry"},
      {"abuse", "locked|locks|locking|lock me in|inside|out|up"},
      {"abuse", "throws|threw|throwing * at me"},
      {"abuse",
       "he|she|husband|wife|dad|mom|father|mother|boyfriend|girlfriend|partner|ex|stepdad|brother|"
       "uncle * "
       "slapped|slaps|punched|punches|choked|chokes|strangled|hits|beats|shoved|grabbed|threatens|"
       "threatened me"},
      {"abuse", "stalks|stalking|stalked|blackmails|blackmailing|blackmailed me"},
      {"abuse", "wont|doesnt|never let|lets me leave|see * house|home|friends|family|alone", false},
      {"overdose", "double|triple|twice|ten|wrong|extra * dose|doses|dosage|insulin"},
      {"overdose",
       "took|taken|takes|popped|swallowed a|an|some|so|way|too * "
       "bunch|lots|lot|ton|handful|many|much * "
       "pills|oxy|xanax|pill|meds|medication|tablets|fentanyl|insulin|tylenol"},
      {"overdose",
       "drank|drink|drinking|had|alcohol|vodka|wine|beer|whiskey|soju * with|and|plus|after my? "
       "sleeping|xanax|pills|painkillers|valium|meds"},
      {"overdose",
       "baby|toddler|child|kid|son|daughter|dog * ate|swallowed|drank|got|took * "
       "pills|pill|medicine|medication|battery|bleach|detergent"},
      {"overdose",
       "mixed|mixing|took|washed * pills|meds|xanax|sleeping|painkillers|valium * "
       "alcohol|vodka|wine|whiskey|whisky|booze|drunk"},
      {"emergency",
       "wont|doesnt|isnt|not|cant wake|waking|respond|responding * up|to|me|anymore|him|her",
       false},
      {"emergency",
       "chest * elephant|sweating|pressure|squeezing|squeezed|tightness|crushing|racing"},
      {"emergency", "elephant|weight|pressure|pain|tightness * on|in my|his|her|the chest", false},
      {"emergency", "i|he|she|dad|mom|just fainted|collapsed", false},
      {"emergency",
       "heart|heartbeat|pulse * irregular|irregularly|skipping|stopped|stopping|pounding|racing * "
       "dizzy|faint|breath|pain|irregularly|fainted|stop"},
      {"emergency", "left? arm * numb|tingling|heavy|hurts * chest|jaw"},
      {"emergency", "irregular|erratic heartbeat|pulse|heart"},
      {"emergency",
       "cant|cannot|couldnt move|feel|lift|raise|speak|see * "
       "side|arm|leg|face|legs|arms|eye|properly",
       false},
      {"emergency", "coughing|vomiting|throwing|coughed|vomited|peeing|spitting up? blood"},
      {"emergency", "worst headache|pain * life|ever"},
  };
  return kRules;
}

}  // namespace tinybrain::skills::coach
