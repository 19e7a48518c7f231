# The program `tinybrain-server`: src/server over the public headers and src/base, with openapi.json and the
# page compiled in; and its tests. A program of its own, because `tinybrain` must stay small: `tinybrain serve` starts it.
if(NOT TARGET tb_api)
  return()
endif()
find_package(PkgConfig REQUIRED)
find_package(CLI11 REQUIRED)
pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)
find_package(OpenSSL REQUIRED)

set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
             ${PROJECT_SOURCE_DIR}/src/server/openapi.json)
file(READ ${PROJECT_SOURCE_DIR}/src/server/openapi.json TINYBRAIN_OPENAPI_JSON)
configure_file(${PROJECT_SOURCE_DIR}/src/server/openapi_json.cpp.in
               ${PROJECT_BINARY_DIR}/generated/openapi_json.cpp @ONLY)

include(${CMAKE_CURRENT_LIST_DIR}/catalogue.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/page.cmake)

# The call to a large model, for this program and tinybrain-home.
file(GLOB remote_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/remote/*.cpp)
add_library(tb_remote OBJECT ${remote_sources})
target_include_directories(tb_remote PRIVATE ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(tb_remote PRIVATE tinybrain_options PUBLIC PkgConfig::HTTPLIB)
target_compile_options(tb_remote PRIVATE $<$<CONFIG:Release>:-Os>)

file(GLOB server_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/server/*.cpp)
set(server_tests ${server_sources})
list(FILTER server_tests INCLUDE REGEX "_test\\.cpp$")
list(FILTER server_sources EXCLUDE REGEX "(_test|/main)\\.cpp$")
add_library(tb_server OBJECT ${server_sources} ${PROJECT_BINARY_DIR}/generated/openapi_json.cpp
            ${PROJECT_BINARY_DIR}/generated/models_json.cpp ${TINYBRAIN_PAGE_SOURCE})
target_include_directories(tb_server PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
target_link_libraries(tb_server PRIVATE tinybrain_options CLI11::CLI11)
target_link_libraries(tb_server PUBLIC PkgConfig::HTTPLIB OpenSSL::SSL)
# Nothing in src/server is hot; the library keeps its own flags.
target_compile_options(tb_server PRIVATE $<$<CONFIG:Release>:-Os>)

if(NOT TINYBRAIN_BUILD_CLI)
  return()  # only what the fuzz target needs
endif()
add_executable(tinybrain-server ${PROJECT_SOURCE_DIR}/src/server/main.cpp)
tinybrain_link_up_to(tinybrain-server api)
target_link_libraries(tinybrain-server PRIVATE tb_server tb_remote CLI11::CLI11)

if(NOT TINYBRAIN_BUILD_TESTS)
  return()
endif()
find_package(doctest REQUIRED)
add_executable(test_server ${PROJECT_SOURCE_DIR}/tests/main.cpp ${server_tests})
tinybrain_link_up_to(test_server api)
target_link_libraries(test_server PRIVATE tb_server tb_remote doctest::doctest)

enable_testing()
add_test(NAME server COMMAND test_server)
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
  set(e2e ${PROJECT_SOURCE_DIR}/tests/e2e)
  set(programs --server $<TARGET_FILE:tinybrain-server> --tinybrain $<TARGET_FILE:tinybrain>
      --default-weights ${PROJECT_SOURCE_DIR}/weights)
  add_test(NAME serving COMMAND ${Python3_EXECUTABLE} ${e2e}/server_test.py ${programs})
  add_test(NAME serving_http COMMAND ${Python3_EXECUTABLE} ${e2e}/server_http_test.py ${programs})
  add_test(NAME serving_tls COMMAND ${Python3_EXECUTABLE} ${e2e}/tls_test.py ${programs})
  add_test(NAME serving_builds COMMAND ${Python3_EXECUTABLE} ${e2e}/builds_test.py ${programs})
  add_test(NAME serving_desks COMMAND ${Python3_EXECUTABLE} ${e2e}/desks_test.py ${programs})
  add_test(NAME serving_kept COMMAND ${Python3_EXECUTABLE} ${e2e}/kept_test.py ${programs})
  add_test(NAME skills_command COMMAND ${Python3_EXECUTABLE} ${e2e}/skills_test.py ${programs}
           --home $<TARGET_FILE:tinybrain-home>)
  add_test(NAME skill_code_command COMMAND ${Python3_EXECUTABLE} ${e2e}/skill_code_test.py ${programs}
           --home $<TARGET_FILE:tinybrain-home>)
  add_test(NAME serving_personal COMMAND ${Python3_EXECUTABLE} ${e2e}/personal_test.py ${programs})
  # With the real openai packages of Python and npm; skipped where they are missing.
  set(packages ${PROJECT_BINARY_DIR}/python_packages)
  add_custom_target(test_packages VERBATIM
    COMMAND ${PROJECT_SOURCE_DIR}/tools/test_packages.sh ${Python3_EXECUTABLE} ${packages})
  add_test(NAME openai COMMAND ${CMAKE_COMMAND} -E env PYTHONPATH=${packages}
    ${Python3_EXECUTABLE} ${e2e}/openai_test.py ${programs})
  add_test(NAME openai_npm COMMAND ${Python3_EXECUTABLE} ${e2e}/openai_npm_test.py ${programs})
  # In Chromium; skipped where there is none, or no Node.js. They take longest, so they begin first.
  foreach(part app home about learned skills)
    add_test(NAME page_${part} COMMAND ${Python3_EXECUTABLE} ${e2e}/page_test.py ${programs} --part ${part})
    set_tests_properties(page_${part} PROPERTIES SKIP_RETURN_CODE 77 COST 100)
  endforeach()
  set_tests_properties(serving_tls openai openai_npm PROPERTIES SKIP_RETURN_CODE 77)
  # Sanitizers need what a sealed process has given up.
  if(NOT TINYBRAIN_SANITIZE AND CMAKE_SYSTEM_NAME STREQUAL Linux)
    add_library(sealed_preload MODULE ${e2e}/sealed_preload.cpp)
    tinybrain_link_up_to(sealed_preload base)
    target_link_libraries(sealed_preload PRIVATE ${CMAKE_DL_LIBS})
    add_test(NAME sealed COMMAND ${Python3_EXECUTABLE} ${e2e}/sealed_test.py ${programs}
             --preload $<TARGET_FILE:sealed_preload>)
    set_tests_properties(sealed PROPERTIES SKIP_RETURN_CODE 77)
  endif()
endif()
