// English crisis rules, the wide ones: a topic close to oneself. They catch what nobody thought of when writing the narrow
// ones, and are as wide as ordinary talk allows.
#include "skills/coach/crisis_rules.h"

namespace tinybrain::skills::coach {

std::span<const CrisisRule> wide_english_crisis_rules() {
  static constexpr CrisisRule kRules[] = {
      {"suicide", "i|id|me|myself|if * die|dead|death"},
      {"suicide", "let|make me die|go|disappear"},
      {"suicide", "death|dying is|seems|feels|would|sounds * answer|better|easier|peaceful|way|relief|option|solution"},
      {"suicide", "tired|sick|done|exhausted|weary of|with * living|life|existing|existence|myself"},
      {"suicide", "way|ways|how|methods|method to|of kill|killing|end|ending|hang|hanging * yourself|myself|oneself|life"},
      {"suicide", "hope|wish|want|wanna|if * hit|run|struck by|over * bus|car|train|truck|lightning"},
      {"suicide", "notice|care|miss|cry|matter if|when|once * gone|died|dead|disappeared|vanished", false},
      {"suicide", "make|want|need|please * pain|hurting|suffering to? stop|end", false},
      {"suicide", "swallow|take|taking all the|my|these pills|tablets|meds"},
      {"suicide", "suicidal|suicidality"},
      {"suicide", "disappear|vanish|fade from|off|away * earth|world|life|everyone"},
      {"suicide", "i|ive|my * lost|lose all|any|every|the hope|will to? live?", false},
      {"suicide", "hate|hating my life|existence|being * alive|die|anymore|end", false},
      {"self_harm", "my wrists|wrist * bled|bleed|bleeding|blood|blade|razor|knife"},
      {"self_harm", "scratch|scratched|scratching|slash|slashed my wrists|wrist|arms"},
      {"self_harm", "hit|hitting|bang|banging|punch|punching|slap|slapping|bite|biting my? head|myself|face * purpose|wall|until|against"},
      {"self_harm", "razor|blade|blades|knife|lighter * my skin|wrist|wrists|arm|arms|thigh|thighs|legs"},
      {"self_harm", "make|making|made myself throw|vomit|puke|purge|sick * up|eat|eating|meal|again|every|after"},
      {"abuse", "forced|forces|forcing me to|into|on * sex|touch|undress|kiss|bed|strip|marry"},
      {"abuse", "locked|locks|locking|lock me in|inside|out|up"},
      {"abuse", "throws|threw|throwing * at me"},
      {"abuse", "he|she|husband|wife|dad|mom|father|mother|boyfriend|girlfriend|partner|ex|stepdad|brother|uncle * slapped|slaps|punched|punches|choked|chokes|strangled|hits|beats|shoved|grabbed|threatens|threatened me"},
      {"abuse", "stalks|stalking|stalked|blackmails|blackmailing|blackmailed me"},
      {"abuse", "wont|doesnt|never let|lets me leave|see * house|home|friends|family|alone", false},
      {"overdose", "double|triple|twice|ten|wrong|extra * dose|doses|dosage|insulin"},
      {"overdose", "took|taken|takes|popped|swallowed a|an|some|so|way|too * bunch|lots|lot|ton|handful|many|much * pills|oxy|xanax|pill|meds|medication|tablets|fentanyl|insulin|tylenol"},
      {"overdose", "mixed|mixing|took|washed * pills|meds|xanax|sleeping|painkillers|valium * alcohol|vodka|wine|whiskey|whisky|booze|drunk"},
      {"emergency", "wont|doesnt|isnt|not|cant wake|waking|respond|responding * up|to|me|anymore|him|her", false},
      {"emergency", "chest * elephant|sweating|pressure|squeezing|squeezed|tightness|crushing|racing"},
      {"emergency", "elephant|weight|pressure|pain|tightness * on|in my|his|her|the chest", false},
      {"emergency", "i|he|she|dad|mom|just fainted|collapsed", false},
      {"emergency", "heart|heartbeat|pulse * irregular|irregularly|skipping|stopped|stopping|pounding|racing * dizzy|faint|breath|pain|irregularly|fainted|stop"},
      {"emergency", "irregular|erratic heartbeat|pulse|heart"},
      {"emergency", "cant|cannot|couldnt move|feel|lift|raise|speak|see * side|arm|leg|face|legs|arms|eye|properly", false},
      {"emergency", "coughing|vomiting|throwing|coughed|vomited|peeing|spitting up? blood"},
      {"emergency", "worst headache|pain * life|ever"},
  };
  return kRules;
}

}  // namespace tinybrain::skills::coach
