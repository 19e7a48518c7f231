# Fuzz targets (clang): fuzz/NAME_fuzz.cpp becomes the program fuzz_NAME, seeds are in fuzz/corpus/NAME.
# Everything is built with AddressSanitizer and UBSan unless TINYBRAIN_SANITIZE says otherwise.
#   cmake -B build-fuzz -DTINYBRAIN_BUILD_FUZZ=ON -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_C_COMPILER=clang
#   ninja -C build-fuzz fuzzers && build-fuzz/fuzz_gguf NEW_INPUTS fuzz/corpus/gguf
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "TINYBRAIN_BUILD_FUZZ needs clang: libFuzzer is part of it")
endif()
if(NOT TINYBRAIN_SANITIZE)
  target_compile_options(tinybrain_options INTERFACE
    -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(tinybrain_options INTERFACE -fsanitize=address,undefined)
endif()
# Not the kernels: clang takes minutes for each of their files then, and what reaches them was checked before. The stage
# asan of tools/check.sh has them.
file(GLOB kernel_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/kernels/*.cpp)
set_property(SOURCE ${kernel_sources} APPEND PROPERTY COMPILE_OPTIONS -fno-sanitize=all)

add_custom_target(fuzzers)
file(GLOB fuzz_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/fuzz/*_fuzz.cpp)
foreach(source ${fuzz_sources})
  get_filename_component(name ${source} NAME_WE)
  string(REGEX REPLACE "_fuzz$" "" name ${name})
  add_executable(fuzz_${name} EXCLUDE_FROM_ALL ${source})
  tinybrain_link_up_to(fuzz_${name} api)
  if(name MATCHES "^(server|http)$")
    target_link_libraries(fuzz_${name} PRIVATE tb_server tb_remote)
  endif()
  target_compile_definitions(fuzz_${name} PRIVATE TINYBRAIN_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzzers fuzz_${name})
  # A short, repeatable run for CI. What it finds new goes to the build folder, never to the seeds.
  if(TINYBRAIN_BUILD_TESTS)
    set(found ${PROJECT_BINARY_DIR}/fuzz/${name})
    file(MAKE_DIRECTORY ${found})
    set(seeds ${PROJECT_SOURCE_DIR}/fuzz/corpus/${name})
    if(NOT IS_DIRECTORY ${seeds})
      set(seeds "")
    endif()
    add_test(NAME fuzz_${name} COMMAND fuzz_${name} -runs=20000 -seed=1 -max_len=4096
             -artifact_prefix=${found}/ ${found} ${seeds})
    set_tests_properties(fuzz_${name} PROPERTIES LABELS fuzz)
  endif()
endforeach()
