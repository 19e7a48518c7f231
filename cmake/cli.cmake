# The program `tinybrain`: src/cli over the public headers and src/base, with models.json compiled in.
# HTTPS by cpp-httplib, line editing by libedit where it is installed. Then examples/, and the tests of both.
if(NOT TARGET tb_api)
  return()
endif()
find_package(PkgConfig REQUIRED)
find_package(CLI11 REQUIRED)
pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)
pkg_check_modules(LIBEDIT IMPORTED_TARGET libedit)

include(${CMAKE_CURRENT_LIST_DIR}/catalogue.cmake)

file(GLOB cli_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/cli/*.cpp)
list(FILTER cli_sources EXCLUDE REGEX "_test\\.cpp$")
add_executable(tinybrain ${cli_sources} ${PROJECT_BINARY_DIR}/generated/models_json.cpp)
# From the archive, which gives only what is asked for: of object files that nobody uses the linker keeps the tables of
# exceptions, and this program must stay small.
target_include_directories(tinybrain PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
target_link_libraries(tinybrain PRIVATE tinybrain_static tinybrain_options Threads::Threads)
target_link_libraries(tinybrain PRIVATE CLI11::CLI11 PkgConfig::HTTPLIB)
# Nothing in src/cli is hot; the library keeps its own flags.
target_compile_options(tinybrain PRIVATE $<$<CONFIG:Release>:-Os>)
if(LIBEDIT_FOUND)
  target_link_libraries(tinybrain PRIVATE PkgConfig::LIBEDIT)
  target_compile_definitions(tinybrain PRIVATE TINYBRAIN_LIBEDIT)
endif()

if(TINYBRAIN_MPI)
  find_package(MPI REQUIRED COMPONENTS C)
  target_link_libraries(tinybrain PRIVATE MPI::MPI_C)
  target_compile_definitions(tinybrain PRIVATE TINYBRAIN_MPI)
endif()

if(NOT TINYBRAIN_BUILD_TESTS)
  return()
endif()

# The examples are what an app does: the public headers and the library, nothing else.
add_executable(example_chat_c ${PROJECT_SOURCE_DIR}/examples/chat.c)
add_executable(example_chat_cpp ${PROJECT_SOURCE_DIR}/examples/chat.cpp)
add_executable(example_embed_search ${PROJECT_SOURCE_DIR}/examples/embed_search.cpp)
add_executable(example_answer_faq ${PROJECT_SOURCE_DIR}/examples/answer_faq.cpp)
set(examples example_chat_c example_chat_cpp example_embed_search example_answer_faq)
if(TINYBRAIN_HOME)
  add_executable(example_music_app ${PROJECT_SOURCE_DIR}/examples/music_app.cpp)
  add_executable(example_npc ${PROJECT_SOURCE_DIR}/examples/npc/npc.cpp)
  list(APPEND examples example_music_app example_npc)
endif()
foreach(example ${examples})
  tinybrain_link_up_to(${example} api)
  set_target_properties(${example} PROPERTIES LINKER_LANGUAGE CXX)
endforeach()

# Weights come from TINYBRAIN_WEIGHTS or weights/; an example whose model is not there is skipped (77).
enable_testing()
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
  set(e2e ${PROJECT_SOURCE_DIR}/tests/e2e)
  foreach(example ${examples})
    add_test(NAME ${example} COMMAND ${Python3_EXECUTABLE} ${e2e}/example_test.py
             --default-weights ${PROJECT_SOURCE_DIR}/weights $<TARGET_FILE:${example}>)
  endforeach()
  set(sanitized "")
  if(TINYBRAIN_SANITIZE)
    set(sanitized --sanitized)
  endif()
  add_test(NAME cli COMMAND ${Python3_EXECUTABLE} ${e2e}/cli_test.py --tinybrain $<TARGET_FILE:tinybrain>
           --default-weights ${PROJECT_SOURCE_DIR}/weights ${sanitized})
  add_test(NAME cli_pull COMMAND ${Python3_EXECUTABLE} ${e2e}/cli_pull_test.py --tinybrain $<TARGET_FILE:tinybrain>
           --default-weights ${PROJECT_SOURCE_DIR}/weights ${sanitized})
  add_test(NAME judging COMMAND ${Python3_EXECUTABLE} ${e2e}/eval_test.py
           --tinybrain $<TARGET_FILE:tinybrain> --default-weights ${PROJECT_SOURCE_DIR}/weights)
  add_test(NAME understanding COMMAND ${Python3_EXECUTABLE} ${e2e}/understand_test.py
           --tinybrain $<TARGET_FILE:tinybrain>)
  add_test(NAME building COMMAND ${Python3_EXECUTABLE} ${e2e}/build_test.py
           --tinybrain $<TARGET_FILE:tinybrain>)
  set_tests_properties(${examples} PROPERTIES SKIP_RETURN_CODE 77)
endif()
