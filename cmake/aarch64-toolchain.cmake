# Cross-compiles for arm64 Linux with Debian's g++-aarch64-linux-gnu, tests under qemu-user:
#   cmake -S . -B build-arm64 -DCMAKE_TOOLCHAIN_FILE=cmake/aarch64-toolchain.cmake
#   cmake --build build-arm64 --target test_kernels && ctest --test-dir build-arm64 -R kernels
# Libraries of which headers are enough (fmt, doctest, nlohmann-json) are those of this machine; others
# would have to be installed for arm64, and what needs them is left out (see cmake/library.cmake).
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)

set(CMAKE_FIND_ROOT_PATH /usr/aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE BOTH)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE BOTH)
# fmt's CMake files lie in the folder of this machine's architecture, which CMake does not look into.
file(GLOB fmt_configs /usr/lib/*-linux-gnu/cmake/fmt)
if(fmt_configs)
  list(GET fmt_configs 0 fmt_config)
  set(fmt_DIR ${fmt_config} CACHE PATH "CMake files of fmt")
endif()
# pkg-config must not offer this machine's libraries.
set(ENV{PKG_CONFIG_LIBDIR} /usr/lib/aarch64-linux-gnu/pkgconfig)

find_program(qemu_aarch64 NAMES qemu-aarch64-static qemu-aarch64)
if(qemu_aarch64)
  set(CMAKE_CROSSCOMPILING_EMULATOR ${qemu_aarch64} -cpu max -L /usr/aarch64-linux-gnu)
endif()
