# The program `tinybrain-home`: src/home over the public headers and src/base, with what src/cli has for the
# output and the usage of a program. `tinybrain redact` and the like start it.
if(NOT TARGET tb_api)
  return()
endif()
find_package(CLI11 REQUIRED)

file(GLOB home_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/home/*.cpp)
list(FILTER home_sources EXCLUDE REGEX "_test\\.cpp$")
foreach(file interrupt outcome output progress store table text units usage)
  list(APPEND home_sources ${PROJECT_SOURCE_DIR}/src/cli/${file}.cpp)
endforeach()
add_executable(tinybrain-home ${home_sources} ${PROJECT_BINARY_DIR}/generated/models_json.cpp)
tinybrain_link_up_to(tinybrain-home api)
target_link_libraries(tinybrain-home PRIVATE tb_remote CLI11::CLI11)
# Nothing in src/home is hot; the library keeps its own flags.
target_compile_options(tinybrain-home PRIVATE $<$<CONFIG:Release>:-Os>)

if(NOT TINYBRAIN_BUILD_TESTS)
  return()
endif()
enable_testing()
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
  add_test(NAME home COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tests/e2e/home_test.py
           --home $<TARGET_FILE:tinybrain-home> --tinybrain $<TARGET_FILE:tinybrain>)
  add_test(NAME compress_command COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tests/e2e/compress_test.py
           --home $<TARGET_FILE:tinybrain-home> --tinybrain $<TARGET_FILE:tinybrain>)
  if(TINYBRAIN_HOME)
    add_test(NAME desk_command COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tests/e2e/desk_test.py
             --home $<TARGET_FILE:tinybrain-home> --tinybrain $<TARGET_FILE:tinybrain>)
    add_executable(vault_writer ${PROJECT_SOURCE_DIR}/tests/e2e/vault_writer.cpp)
    tinybrain_link_up_to(vault_writer api)
    add_test(NAME vault_command COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tests/e2e/vault_test.py
             --home $<TARGET_FILE:tinybrain-home> --tinybrain $<TARGET_FILE:tinybrain> --writer $<TARGET_FILE:vault_writer>)
    add_test(NAME memory_command COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tests/e2e/memory_test.py
             --home $<TARGET_FILE:tinybrain-home> --tinybrain $<TARGET_FILE:tinybrain>)
    add_executable(learn_writer ${PROJECT_SOURCE_DIR}/tests/e2e/learn_writer.cpp)
    tinybrain_link_up_to(learn_writer api)
    add_test(NAME learn_command COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tests/e2e/learn_test.py
             --home $<TARGET_FILE:tinybrain-home> --tinybrain $<TARGET_FILE:tinybrain> --writer $<TARGET_FILE:learn_writer>)
    add_test(NAME taste_command COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tests/e2e/taste_test.py
             --home $<TARGET_FILE:tinybrain-home> --tinybrain $<TARGET_FILE:tinybrain>)
    add_test(NAME skill_eval_command COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tests/e2e/skill_eval_test.py
             --home $<TARGET_FILE:tinybrain-home>)
    add_test(NAME knowledge_command COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tests/e2e/knowledge_test.py
             --home $<TARGET_FILE:tinybrain-home> --tinybrain $<TARGET_FILE:tinybrain>)
  endif()
endif()
