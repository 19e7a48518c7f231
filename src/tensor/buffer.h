// Owned memory for weights, caches and activations: zeroed, aligned to 64 bytes at least, in huge pages
// where it is large. Not for small objects.
#pragma once

#include <cstddef>
#include <utility>

namespace tinybrain {

class Buffer {
 public:
  Buffer() = default;
  // huge: pages of 2 MiB where the system has them, for memory that is used whole. small: for memory
  // that is reserved whole and used bit by bit; only what is touched counts.
  enum class Pages { huge, small };
  explicit Buffer(size_t bytes, Pages pages = Pages::huge);  // Error{no_memory}; 0 bytes = nothing
  Buffer(Buffer&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        mapped_(std::exchange(other.mapped_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(mapped_, other.mapped_);
    return *this;
  }
  ~Buffer();

  std::byte* data() { return data_; }
  const std::byte* data() const { return data_; }
  size_t size() const { return size_; }
  template <class T>
  T* as() {
    return reinterpret_cast<T*>(data_);
  }
  template <class T>
  const T* as() const {
    return reinterpret_cast<const T*>(data_);
  }

 private:
  std::byte* data_ = nullptr;
  size_t size_ = 0;
  size_t mapped_ = 0;  // bytes to unmap; 0 = from the heap
};

}  // namespace tinybrain
