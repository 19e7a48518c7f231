# Instruction sets of the kernels: one glob of files a set, with the flags it is compiled with; sets of
# other processors leave the list. select.cpp must ask the CPU for all that is named here.
# No contraction: a fused multiply-add is one because the source says so, hence the same in every tile.
function(tinybrain_isa_flags pattern)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/kernels/${pattern})
  set(flags ${ARGN} -O3 -ffp-contract=off)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # GCC bug 105593: its own intrinsics headers use a variable before it is set.
    list(APPEND flags -Wno-uninitialized -Wno-maybe-uninitialized)
  endif()
  set_source_files_properties(${files} PROPERTIES COMPILE_OPTIONS "${flags}")
endfunction()
function(tinybrain_kernel_flags list)
  set(sources ${${list}})
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
    list(FILTER sources EXCLUDE REGEX "/neon[^/]*\\.cpp$")
    tinybrain_isa_flags(avx2*.cpp -mavx2 -mfma -mf16c)
    tinybrain_isa_flags(avx512*.cpp
      -mavx512f -mavx512bw -mavx512vl -mavx512dq -mavx512vnni -mavx2 -mfma -mf16c)
    tinybrain_isa_flags(avx512_bf16.cpp  # takes the place of the above
      -mavx512f -mavx512bw -mavx512vl -mavx512dq -mavx512vnni -mavx512bf16 -mavx2 -mfma -mf16c)
    tinybrain_isa_flags(avx512_amx.cpp
      -mavx512f -mavx512bw -mavx512vl -mavx512dq -mavx512vnni -mavx512bf16 -mamx-tile -mamx-bf16 -mavx2 -mfma -mf16c)
  elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
    list(FILTER sources EXCLUDE REGEX "/avx[^/]*\\.cpp$")
    tinybrain_isa_flags(neon*.cpp -march=armv8.2-a+dotprod)
    tinybrain_isa_flags(neon_i8mm*.cpp -march=armv8.2-a+dotprod+i8mm)  # takes the place of the above
  else()
    list(FILTER sources EXCLUDE REGEX "/(avx|neon)[^/]*\\.cpp$")
  endif()
  set(${list} ${sources} PARENT_SCOPE)
endfunction()

# One object library a folder of src/, so that a folder builds and tests on its own; then the static and
# the shared library of them all.
set(TINYBRAIN_FOLDERS base kernels tensor text database vault redact grammar data model compress train generate knowledge
    memory eval tables learn desk skills build api)
find_package(PkgConfig REQUIRED)
if(CMAKE_CROSSCOMPILING)
  # Without utf8proc for the other machine: no text, nor what stands on it. Kernels are testable all the same.
  pkg_check_modules(UTF8PROC IMPORTED_TARGET libutf8proc)
  if(NOT UTF8PROC_FOUND)
    set(TINYBRAIN_FOLDERS base kernels tensor)
    set(TINYBRAIN_BUILD_CLI OFF)
    set(TINYBRAIN_HOME OFF)
  endif()
else()
  pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
endif()
pkg_check_modules(TOMLPLUSPLUS IMPORTED_TARGET tomlplusplus)
include(${CMAKE_CURRENT_LIST_DIR}/database.cmake)
if(TINYBRAIN_HOME)
  pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
else()
  list(REMOVE_ITEM TINYBRAIN_FOLDERS database vault memory tables learn desk skills)
endif()
# What runs once a prompt, a schema or a build, and is large: small code rather than fast code.
file(GLOB compact CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/text/jinja_*.cpp
  ${PROJECT_SOURCE_DIR}/src/grammar/json_*.cpp ${PROJECT_SOURCE_DIR}/src/data/*.cpp
  ${PROJECT_SOURCE_DIR}/src/build/*.cpp ${PROJECT_SOURCE_DIR}/src/eval/*.cpp
  ${PROJECT_SOURCE_DIR}/src/api/*.cpp ${PROJECT_SOURCE_DIR}/src/redact/*.cpp ${PROJECT_SOURCE_DIR}/src/knowledge/*.cpp
  ${PROJECT_SOURCE_DIR}/src/vault/*.cpp ${PROJECT_SOURCE_DIR}/src/desk/*.cpp
  ${PROJECT_SOURCE_DIR}/src/memory/*.cpp ${PROJECT_SOURCE_DIR}/src/learn/*.cpp
  ${PROJECT_SOURCE_DIR}/src/skills/*.cpp ${PROJECT_SOURCE_DIR}/src/skills/*/*.cpp)
foreach(file base/json base/toml base/format base/file base/energy base/process base/seed base/home base/clock
        base/sandbox base/sandbox_filter
        base/sandbox_probe base/scratch_folder base/sealed_child base/sealed_program tensor/gguf tensor/gguf_writer tensor/safetensors
        tensor/safetensors_writer text/chat_template text/tokenizer_json text/learn_vocabulary text/spm
        text/tokenizer_added text/wordpiece text/terms
        tensor/fit tensor/names compress/prune compress/divergence compress/linear_algebra generate/stop_strings
        grammar/gbnf grammar/regex grammar/grammar grammar/expression grammar/automaton grammar/machine
        grammar/nfa grammar/dfa grammar/minimize grammar/code_points model/config model/weights model/source model/tensor_names model/tokenizer_gguf
        model/classifier model/write model/adapter model/adapter_files model/convert
        train/adapter train/distill train/distill_states train/joint train/linear train/network train/network_attention train/network_backward
        train/network_embedding train/network_forward train/objective train/preference
        train/trainer compress/calibrate compress/cut compress/edit compress/layers compress/plan compress/quantize_model
        compress/refit compress/structure compress/vocabulary
        generate/classify generate/understand generate/loaded_model generate/session generate/score
        generate/session_file generate/engine generate/generation model/forward model/kv_cache model/kv_pool text/tokenizer)
  list(APPEND compact ${PROJECT_SOURCE_DIR}/src/${file}.cpp)
endforeach()
set_source_files_properties(${compact} PROPERTIES COMPILE_OPTIONS "$<$<CONFIG:Release>:-Os>")
# Plain loops over all weights, with no kernel of their own.
foreach(file train/optimizer train/gemm train/layer_ops knowledge/passage_index knowledge/linear_head
        skills/tagger)
  set_source_files_properties(${PROJECT_SOURCE_DIR}/src/${file}.cpp PROPERTIES
    COMPILE_OPTIONS "$<$<CONFIG:Release>:-O3>")
endforeach()
set(TINYBRAIN_OBJECTS "")
if(TARGET tb_sqlite)
  list(APPEND TINYBRAIN_OBJECTS $<TARGET_OBJECTS:tb_sqlite>)
endif()
foreach(folder ${TINYBRAIN_FOLDERS})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${folder}/*.cpp)
  if(folder STREQUAL skills)  # a folder a skill
    file(GLOB each CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/skills/*/*.cpp)
    list(APPEND sources ${each})
  endif()
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  if(folder STREQUAL kernels)
    tinybrain_kernel_flags(sources)
  endif()
  if(TINYBRAIN_HOME)
    list(FILTER sources EXCLUDE REGEX "/api/home_missing\\.cpp$")
  else()
    list(FILTER sources EXCLUDE REGEX
      "/(knowledge/passages|api/(passages|vault|desk|hear|learn|preferences|skills|skill_packs|router|npc))\\.cpp$")
  endif()
  if(NOT sources)
    continue()
  endif()
  add_library(tb_${folder} OBJECT ${sources})
  target_include_directories(tb_${folder} PRIVATE
    ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
  target_link_libraries(tb_${folder} PRIVATE tinybrain_options)
  list(APPEND TINYBRAIN_OBJECTS $<TARGET_OBJECTS:tb_${folder}>)
endforeach()
if(TARGET tb_api)
  target_compile_definitions(tb_api PRIVATE TINYBRAIN_VERSION="${PROJECT_VERSION}")
endif()
if(TARGET PkgConfig::TOMLPLUSPLUS)
  target_link_libraries(tb_base PRIVATE PkgConfig::TOMLPLUSPLUS)
endif()
if(TARGET tb_text)
  target_link_libraries(tb_text PRIVATE PkgConfig::UTF8PROC)
endif()
if(TARGET tb_database)
  target_link_libraries(tb_database PRIVATE tb_sqlite)
endif()
if(TARGET tb_vault)
  target_link_libraries(tb_vault PRIVATE PkgConfig::SODIUM)
endif()

# Links what the folders up to and including `folder` need into `target`.
function(tinybrain_link_up_to target folder)
  foreach(f ${TINYBRAIN_FOLDERS})
    if(TARGET tb_${f})
      target_sources(${target} PRIVATE $<TARGET_OBJECTS:tb_${f}>)
    endif()
    if(f STREQUAL database AND TARGET tb_sqlite)
      target_sources(${target} PRIVATE $<TARGET_OBJECTS:tb_sqlite>)
    endif()
    if(f STREQUAL vault AND TARGET PkgConfig::SODIUM)
      target_link_libraries(${target} PRIVATE PkgConfig::SODIUM)
    endif()
    if(f STREQUAL folder)
      break()
    endif()
  endforeach()
  target_include_directories(${target} PRIVATE
    ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
  target_link_libraries(${target} PRIVATE tinybrain_options Threads::Threads)
  if(TARGET PkgConfig::UTF8PROC)
    target_link_libraries(${target} PRIVATE PkgConfig::UTF8PROC)
  endif()
  if(TARGET PkgConfig::TOMLPLUSPLUS)
    target_link_libraries(${target} PRIVATE PkgConfig::TOMLPLUSPLUS)
  endif()
endfunction()
