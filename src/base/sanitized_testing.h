// Whether a test runs under a sanitizer that needs what a sealed process gives up.
#pragma once

namespace tinybrain::testing {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace tinybrain::testing
