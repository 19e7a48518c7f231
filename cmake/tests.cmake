# One test program a folder: test_base, test_kernels, ... Each is a ctest of its own.
find_package(doctest REQUIRED)
foreach(folder ${TINYBRAIN_FOLDERS})
  file(GLOB tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${folder}/*_test.cpp ${PROJECT_SOURCE_DIR}/src/${folder}/*/*_test.cpp)
  if(NOT tests)
    continue()
  endif()
  add_executable(test_${folder} ${PROJECT_SOURCE_DIR}/tests/main.cpp ${tests})
  tinybrain_link_up_to(test_${folder} ${folder})
  target_link_libraries(test_${folder} PRIVATE doctest::doctest)
  target_compile_definitions(test_${folder} PRIVATE
    TINYBRAIN_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  add_test(NAME ${folder} COMMAND test_${folder})
endforeach()
