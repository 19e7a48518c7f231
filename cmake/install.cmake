# The library as others use it: static and shared, headers, a pkg-config file and a CMake package.
# Inside a larger build, link tinybrain::tinybrain (the static one).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Targets are tinybrain_static and tinybrain_shared; both are files named tinybrain.
foreach(kind static shared)
  string(TOUPPER ${kind} KIND)
  add_library(tinybrain_${kind} ${KIND})
  target_sources(tinybrain_${kind} PRIVATE ${TINYBRAIN_OBJECTS})
  set_target_properties(tinybrain_${kind} PROPERTIES OUTPUT_NAME tinybrain LINKER_LANGUAGE CXX)
  target_include_directories(tinybrain_${kind} INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  # No other target of ours may leak into the exported package, so flags go in plain.
  if(TINYBRAIN_SANITIZE)
    target_link_options(tinybrain_${kind} PRIVATE -fsanitize=${TINYBRAIN_SANITIZE})
  endif()
endforeach()
target_link_libraries(tinybrain_static PUBLIC Threads::Threads)
target_link_libraries(tinybrain_shared PRIVATE Threads::Threads)
if(TARGET PkgConfig::UTF8PROC)
  target_link_libraries(tinybrain_static PUBLIC PkgConfig::UTF8PROC)
  target_link_libraries(tinybrain_shared PRIVATE PkgConfig::UTF8PROC)
endif()
if(TARGET PkgConfig::TOMLPLUSPLUS)
  target_link_libraries(tinybrain_static PUBLIC PkgConfig::TOMLPLUSPLUS)
  target_link_libraries(tinybrain_shared PRIVATE PkgConfig::TOMLPLUSPLUS)
endif()
if(TARGET PkgConfig::SODIUM)
  target_link_libraries(tinybrain_static PUBLIC PkgConfig::SODIUM)
  target_link_libraries(tinybrain_shared PRIVATE PkgConfig::SODIUM)
  set(TINYBRAIN_SODIUM_LIBS -lsodium)
endif()
set_target_properties(tinybrain_static PROPERTIES EXPORT_NAME static)
set_target_properties(tinybrain_shared PROPERTIES EXPORT_NAME tinybrain
  VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
if(CMAKE_SYSTEM_NAME STREQUAL Linux AND NOT TINYBRAIN_SANITIZE)
  # Only tb_* leaves the shared library.
  target_link_options(tinybrain_shared PRIVATE -Wl,--gc-sections
    -Wl,--version-script=${PROJECT_SOURCE_DIR}/cmake/exports.map)
  set_property(TARGET tinybrain_shared APPEND PROPERTY
    LINK_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/exports.map)
endif()
add_library(tinybrain::tinybrain ALIAS tinybrain_static)

install(TARGETS tinybrain_static tinybrain_shared EXPORT tinybrain-targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
foreach(program tinybrain tinybrain-server tinybrain-home)
  if(TARGET ${program})
    install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
endforeach()
install(DIRECTORY include/tinybrain DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY brains skills DESTINATION ${CMAKE_INSTALL_DATADIR}/tinybrain)
install(FILES models.json DESTINATION ${CMAKE_INSTALL_DATADIR}/tinybrain OPTIONAL)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/tinybrain)
install(EXPORT tinybrain-targets NAMESPACE tinybrain:: DESTINATION ${package_dir})
configure_package_config_file(cmake/tinybrain-config.cmake.in tinybrain-config.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(tinybrain-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/tinybrain-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/tinybrain-config-version.cmake DESTINATION ${package_dir})
configure_file(cmake/tinybrain.pc.in tinybrain.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/tinybrain.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
