# models.json as a source, for the programs that know models by name.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/models.json)
file(READ ${PROJECT_SOURCE_DIR}/models.json TINYBRAIN_MODELS_JSON)
configure_file(${PROJECT_SOURCE_DIR}/src/cli/models_json.cpp.in
               ${PROJECT_BINARY_DIR}/generated/models_json.cpp @ONLY)
