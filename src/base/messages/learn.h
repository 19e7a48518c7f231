// Texts about what is learnt from a person: versions, the gate, the watchdog.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kVersionNone{"there is no version {} with an adapter",
                                      "어댑터가 있는 버전 {}은(는) 없습니다"};
inline constexpr Message kVersionDamaged{
    "version {} is not as it was learnt; use another one, or restore a backup of the vault",
    "버전 {}이(가) 배울 때와 다릅니다. 다른 버전을 쓰거나 금고의 백업을 복원하세요"};
inline constexpr Message kVersionUnusable{"version {} cannot be used: it was {}",
                                          "버전 {}은(는) 사용할 수 없습니다. 상태: {}"};
inline constexpr Message kLearnNotGranted{
    "learning needs the purpose 'corrections', which is not granted: tinybrain consent grant "
    "corrections",
    "배우려면 'corrections' 목적에 동의해야 합니다: tinybrain consent grant corrections"};

inline constexpr Message kSignalKind{
    "'{}' is no signal; there are thumbs, correction, edit, choice, skip, dwell, intent",
    "'{}'(이)라는 신호는 없습니다. 있는 것: thumbs, correction, edit, choice, skip, dwell, intent"};
inline constexpr Message kSignalLacks{"a signal '{}' needs {}",
                                      "'{}' 신호에는 {}이(가) 필요합니다"};
inline constexpr Message kSignalThumb{"thumbs have the value 1 or -1, not {}",
                                      "thumbs의 값은 1 또는 -1이며 {}은(는) 안 됩니다"};

inline constexpr Message kLearnNothing{
    "there is nothing new to learn: no lesson with an answer that was not tried already",
    "새로 배울 것이 없습니다. 아직 시도하지 않은, 답이 있는 학습 거리가 없습니다"};
inline constexpr Message kLearnNoneActive{"no learnt version is in use for this model",
                                          "이 모델에서 사용 중인 배운 버전이 없습니다"};

}  // namespace tinybrain::msg
