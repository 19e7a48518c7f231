#include "cli/together.h"

#include <cstdlib>

#include "base/messages/cli.h"

#ifdef TINYBRAIN_MPI
#include <mpi.h>

#include <algorithm>
#endif

namespace tinybrain::cli {

#ifdef TINYBRAIN_MPI

namespace {

constexpr size_t kPiece = size_t{1} << 28;  // bytes of one message: MPI counts in int

int gather(void*, const void* mine, size_t bytes, void* all) {
  int size = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  std::string piece;
  for (size_t at = 0; at < bytes; at += kPiece) {
    const size_t n = std::min(kPiece, bytes - at);
    piece.resize(n * static_cast<size_t>(size));
    if (MPI_Allgather(static_cast<const char*>(mine) + at, static_cast<int>(n), MPI_BYTE,
                      piece.data(), static_cast<int>(n), MPI_BYTE, MPI_COMM_WORLD) != MPI_SUCCESS)
      return 1;
    for (size_t k = 0; k < static_cast<size_t>(size); ++k)
      std::copy_n(piece.data() + k * n, n, static_cast<char*>(all) + k * bytes + at);
  }
  return 0;
}

}  // namespace

Together::Together() {
  MPI_Init(nullptr, nullptr);
  MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
  MPI_Comm_rank(MPI_COMM_WORLD, &peers_.rank);
  MPI_Comm_size(MPI_COMM_WORLD, &peers_.size);
  peers_.gather = gather;
}

Together::~Together() {
  // One that failed takes the others down: they would wait for it.
  if (std::uncaught_exceptions() > 0 && peers_.size > 1) MPI_Abort(MPI_COMM_WORLD, 1);
  MPI_Finalize();
}

#else

Together::Together() {
  const char* size = std::getenv("OMPI_COMM_WORLD_SIZE");
  if (size && std::atoi(size) > 1) throw Error(Code::unsupported, msg::kNoMpi);
}

Together::~Together() = default;

#endif

}  // namespace tinybrain::cli
