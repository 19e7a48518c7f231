# Benchmarks (Google Benchmark), off by default: cmake -DTINYBRAIN_BUILD_BENCH=ON.
find_package(benchmark REQUIRED)
add_executable(kernels_bench ${PROJECT_SOURCE_DIR}/bench/kernels_bench.cpp)
tinybrain_link_up_to(kernels_bench kernels)
target_link_libraries(kernels_bench PRIVATE benchmark::benchmark)
add_executable(train_bench ${PROJECT_SOURCE_DIR}/bench/train_bench.cpp)
tinybrain_link_up_to(train_bench train)
add_executable(compress_bench ${PROJECT_SOURCE_DIR}/bench/compress_bench.cpp)
tinybrain_link_up_to(compress_bench eval)
