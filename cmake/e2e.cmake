# Tests of the whole: the installed package, and the program against frozen figures of llama.cpp.
# Weights come from TINYBRAIN_WEIGHTS or weights/; a test that needs them is skipped without (77).
set(e2e ${PROJECT_SOURCE_DIR}/tests/e2e)
if(DEFINED ENV{TINYBRAIN_WEIGHTS})
  set(weights $ENV{TINYBRAIN_WEIGHTS})
else()
  set(weights ${PROJECT_SOURCE_DIR}/weights)
endif()

add_test(NAME install COMMAND ${e2e}/install_test.sh
  ${CMAKE_COMMAND} ${CMAKE_CURRENT_BINARY_DIR} ${PROJECT_SOURCE_DIR})
set_tests_properties(install PROPERTIES LABELS install)

find_package(Python3 COMPONENTS Interpreter)
if(TARGET tinybrain AND Python3_FOUND)
  add_test(NAME reference COMMAND ${Python3_EXECUTABLE} ${e2e}/reference_test.py
    $<TARGET_FILE:tinybrain> ${PROJECT_SOURCE_DIR} ${weights})
  set_tests_properties(reference PROPERTIES SKIP_RETURN_CODE 77 LABELS slow)
endif()
