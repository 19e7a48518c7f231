# SQLite with encryption (SQLite3 Multiple Ciphers), for what keeps something: one C file out of a pinned npm package.
# Fetched once into the build folder at configuration; its hash is checked. TINYBRAIN_SQLITE names a folder with sqlite3.c
# and sqlite3.h instead. Without it, or with TINYBRAIN_HOME off, the library has the engine and the building only.
# Gives the object library tb_sqlite, or sets TINYBRAIN_HOME off.
set(package better-sqlite3-multiple-ciphers)
set(version 12.11.1)
set(sha256 01388c78f46ce63c6aec021f67b364cc67bd637edba64f7add0c0230ce5f777a)
set(TINYBRAIN_SQLITE "" CACHE PATH "A folder with sqlite3.c of SQLite3 Multiple Ciphers; empty = fetch it")

function(fetch_sqlite to)
  set(folder ${PROJECT_BINARY_DIR}/sqlite)
  set(${to} ${folder}/package/deps/sqlite3 PARENT_SCOPE)
  set(archive ${folder}/${package}-${version}.tgz)
  if(EXISTS ${folder}/package/deps/sqlite3/sqlite3.c)
    return()
  endif()
  file(MAKE_DIRECTORY ${folder})
  find_program(TINYBRAIN_NPM npm)
  set(said "npm is not there (Debian: npm)")
  if(TINYBRAIN_NPM AND NOT EXISTS ${archive})
    execute_process(COMMAND ${TINYBRAIN_NPM} pack ${package}@${version} --ignore-scripts --silent --fetch-retries=2
      WORKING_DIRECTORY ${folder} OUTPUT_VARIABLE said ERROR_VARIABLE said TIMEOUT 300)
  endif()
  if(NOT EXISTS ${archive})
    string(REGEX MATCH "[^\n]+" line "${said}")
    message(WARNING "cannot fetch the npm package ${package}: ${line}. Built without knowledge bases, vault and desk")
    set(${to} "" PARENT_SCOPE)
    return()
  endif()
  file(SHA256 ${archive} found)
  if(NOT found STREQUAL sha256)
    file(REMOVE ${archive})
    message(FATAL_ERROR "${package} ${version} is not what it was: SHA-256 ${found}, not ${sha256}")
  endif()
  execute_process(COMMAND ${CMAKE_COMMAND} -E tar xzf ${archive} package/deps/sqlite3/sqlite3.c
    package/deps/sqlite3/sqlite3.h WORKING_DIRECTORY ${folder} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

if(TINYBRAIN_HOME)
  if(TINYBRAIN_SQLITE)
    set(sqlite ${TINYBRAIN_SQLITE})
  else()
    fetch_sqlite(sqlite)
  endif()
  if(NOT sqlite)
    set(TINYBRAIN_HOME OFF)
    return()
  endif()
  add_library(tb_sqlite OBJECT ${sqlite}/sqlite3.c)
  target_include_directories(tb_sqlite SYSTEM INTERFACE ${sqlite})
  # Only its owner reads a file. One connection belongs to one thread at a time (THREADSAFE 2); what is deleted is overwritten; nothing temporary
  # goes to a file; one cipher, ChaCha20 with Poly1305.
  target_compile_definitions(tb_sqlite PRIVATE
    SQLITE_THREADSAFE=2 SQLITE_DEFAULT_FILE_PERMISSIONS=0600 SQLITE_DQS=0 SQLITE_DEFAULT_MEMSTATUS=0 SQLITE_DEFAULT_FOREIGN_KEYS=1
    SQLITE_DEFAULT_WAL_SYNCHRONOUS=2 SQLITE_SECURE_DELETE SQLITE_TEMP_STORE=3 SQLITE_TRUSTED_SCHEMA=0
    SQLITE_LIKE_DOESNT_MATCH_BLOBS SQLITE_OMIT_DEPRECATED SQLITE_OMIT_SHARED_CACHE SQLITE_OMIT_LOAD_EXTENSION
    SQLITE_USE_URI=0 SQLITE_ENABLE_DBPAGE_VTAB
    HAVE_CIPHER_AES_128_CBC=0 HAVE_CIPHER_AES_256_CBC=0 HAVE_CIPHER_CHACHA20=1 HAVE_CIPHER_SQLCIPHER=0
    HAVE_CIPHER_RC4=0 HAVE_CIPHER_ASCON128=0 HAVE_CIPHER_AEGIS=0 CODEC_TYPE=CODEC_TYPE_CHACHA20)
  target_compile_options(tb_sqlite PRIVATE -w -ffunction-sections -fdata-sections)
  if(TINYBRAIN_SANITIZE)
    target_compile_options(tb_sqlite PRIVATE -fsanitize=${TINYBRAIN_SANITIZE} -fno-omit-frame-pointer)
  endif()
endif()
