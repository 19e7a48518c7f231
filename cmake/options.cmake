# Flags that every target of ours shares: warnings, sections, fmt's headers, sanitizers.
add_library(tinybrain_options INTERFACE)
# Not fmt's own library, nor its header-only mode: src/base/format.cpp is both.
target_include_directories(tinybrain_options SYSTEM INTERFACE
  $<TARGET_PROPERTY:fmt::fmt-header-only,INTERFACE_INCLUDE_DIRECTORIES>)
# A section a function, so that the linker leaves out what nobody calls.
target_compile_options(tinybrain_options INTERFACE -ffunction-sections -fdata-sections)
if(CMAKE_SYSTEM_NAME STREQUAL Linux)
  target_link_options(tinybrain_options INTERFACE -Wl,--gc-sections)
endif()
# Functions whose machine code is the same are kept once, where the linker can: a thirtieth of the program.
if(NOT TINYBRAIN_SANITIZE AND NOT TINYBRAIN_BUILD_FUZZ)
  include(CheckLinkerFlag)
  check_linker_flag(CXX "-fuse-ld=gold;-Wl,--icf=safe" TINYBRAIN_CAN_FOLD)
  if(TINYBRAIN_CAN_FOLD)
    target_link_options(tinybrain_options INTERFACE -fuse-ld=gold -Wl,--icf=safe)
  endif()
endif()
target_compile_options(tinybrain_options INTERFACE
  -Wall -Wextra -Wno-missing-field-initializers -fno-math-errno
  # g++ 12 sees overlaps in std::string that are not there (GCC bug 105651), and parts of a std::variant unset that are
  # not looked at (bug 80635).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-maybe-uninitialized>
  # A fused multiply-add rounds differently: results would depend on the compiler and the processor.
  -ffp-contract=off)
if(TINYBRAIN_SANITIZE)
  target_compile_options(tinybrain_options INTERFACE
    -fsanitize=${TINYBRAIN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(tinybrain_options INTERFACE -fsanitize=${TINYBRAIN_SANITIZE})
endif()
if(TINYBRAIN_BUILD_FUZZ)
  target_compile_options(tinybrain_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
