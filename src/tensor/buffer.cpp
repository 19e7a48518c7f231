// Memory from the system for large buffers, from the heap for small ones; see buffer.h.
#include "tensor/buffer.h"

#include <sys/mman.h>

#include <cstdlib>
#include <cstring>

#include "base/error.h"
#include "base/messages/tensor.h"

namespace tinybrain {
namespace {

constexpr size_t kAlign = 64;                   // a cache line, a 512-bit register
constexpr size_t kMapFrom = size_t{256} << 10;  // smaller ones come from the heap
constexpr size_t kHugePage = size_t{2} << 20;
constexpr size_t kLargest = size_t{1} << 46;  // more than any address space we run in

}  // namespace

Buffer::Buffer(size_t bytes, Pages pages) : size_(bytes) {
  if (bytes == 0) return;
  if (bytes > kLargest) throw Error(Code::no_memory, msg::kBufferMemory, bytes);
  if (bytes < kMapFrom) {
    const size_t rounded = (bytes + kAlign - 1) / kAlign * kAlign;
    data_ = static_cast<std::byte*>(std::aligned_alloc(kAlign, rounded));
    if (!data_) throw Error(Code::no_memory, msg::kBufferMemory, bytes);
    std::memset(data_, 0, rounded);
    return;
  }
  const size_t page = bytes >= kHugePage ? kHugePage : size_t{4096};
  mapped_ = (bytes + page - 1) / page * page;
  void* p = ::mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED) {
    mapped_ = 0;
    throw Error(Code::no_memory, msg::kBufferMemory, bytes);
  }
#ifdef MADV_HUGEPAGE
  // Fewer TLB misses; a hint.
  if (pages == Pages::small)
    ::madvise(p, mapped_, MADV_NOHUGEPAGE);
  else if (mapped_ >= kHugePage)
    ::madvise(p, mapped_, MADV_HUGEPAGE);
#endif
  data_ = static_cast<std::byte*>(p);
}

Buffer::~Buffer() {
  if (mapped_)
    ::munmap(data_, mapped_);
  else
    std::free(data_);
}

}  // namespace tinybrain
