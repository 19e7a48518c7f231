# The page: web/ bundled into the build folder by Node.js, then compiled into the server as bytes. Without
# Node.js, or where npm reaches no packages, the server is built without a page and says so; nothing fails.
# Gives TINYBRAIN_PAGE_SOURCE; the target `page` makes it alone.
option(TINYBRAIN_BUILD_PAGE "Build the server's page where Node.js is" ON)
find_program(TINYBRAIN_NODE NAMES node nodejs)
find_program(TINYBRAIN_NPM npm)

set(web ${PROJECT_SOURCE_DIR}/web)
set(TINYBRAIN_PAGE_SOURCE ${PROJECT_BINARY_DIR}/generated/page_files.cpp)
set(node "")
if(TINYBRAIN_BUILD_PAGE AND TINYBRAIN_BUILD_CLI AND TINYBRAIN_NODE AND TINYBRAIN_NPM)
  set(node ${TINYBRAIN_NODE})
endif()
# What npm could not fetch last time is tried again by the next configuration.
set(page_missing ${PROJECT_BINARY_DIR}/page/missing)
if(node AND EXISTS ${page_missing})
  file(REMOVE ${page_missing} ${TINYBRAIN_PAGE_SOURCE})
endif()

file(GLOB page_inputs CONFIGURE_DEPENDS ${web}/src/* ${web}/*.json ${web}/*.mjs ${web}/*.html ${web}/*.svg)
add_custom_command(OUTPUT ${TINYBRAIN_PAGE_SOURCE}
  COMMAND ${CMAKE_COMMAND} -DWEB=${web} -DNODE=${node} -DNPM=${TINYBRAIN_NPM}
          -DTESTS=${TINYBRAIN_BUILD_TESTS} -DFOLDER=${PROJECT_BINARY_DIR}/page
          -DMISSING=${page_missing} -DTO=${TINYBRAIN_PAGE_SOURCE}
          -P ${PROJECT_SOURCE_DIR}/cmake/build_page.cmake
  DEPENDS ${page_inputs} ${PROJECT_SOURCE_DIR}/cmake/build_page.cmake
  COMMENT "Bundling the page" VERBATIM)
add_custom_target(page DEPENDS ${TINYBRAIN_PAGE_SOURCE})
