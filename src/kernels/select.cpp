// Which table runs: asks the CPU what it has and the operating system what it saves (XGETBV), once.
// TINYBRAIN_ISA is the only environment variable that the library reads, and this is where.
#include <stdlib.h>
#include <string.h>

#include "kernels/kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif
#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#elif defined(__aarch64__) && defined(__APPLE__)
#include <sys/sysctl.h>
#endif

namespace tinybrain::kernels {
namespace {

#if defined(__x86_64__)

struct Registers {
  unsigned a = 0, b = 0, c = 0, d = 0;
  bool has_c(int bit) const { return (c >> bit) & 1; }
  bool has_b(int bit) const { return (b >> bit) & 1; }
};

Registers cpuid(unsigned leaf, unsigned subleaf = 0) {
  Registers r;
  if (!__get_cpuid_count(leaf, subleaf, &r.a, &r.b, &r.c, &r.d)) return {};
  return r;
}

// XCR0: which register states the operating system keeps over a task switch.
unsigned saved_states() {
  unsigned low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

constexpr unsigned kSseAvx = 0x6;         // XMM, YMM
constexpr unsigned kSseAvxAvx512 = 0xe6;  // and opmask, upper ZMM, ZMM16-31
constexpr unsigned kTiles = 0x60000;      // AMX: shapes and tiles

// A process must ask for AMX's tiles, once and for all its threads (Linux, Documentation/arch/x86/xstate.rst). One that is
// sealed before it has asked does without.
bool tiles_granted() {
#if defined(__linux__)
  constexpr long kAskForState = 0x1023, kTileData = 18;  // ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA
  return syscall(SYS_arch_prctl, kAskForState, kTileData) == 0;
#else
  return false;
#endif
}

struct Cpu {
  bool avx2 = false, avx512 = false, bf16 = false, amx = false;
};

// Demands everything that the files are compiled with (cmake/library.cmake).
Cpu detect() {
  Cpu cpu;
  const Registers one = cpuid(1), seven = cpuid(7);
  if (!one.has_c(27)) return cpu;  // OSXSAVE: XGETBV may be used
  const unsigned states = saved_states();
  const bool fma = one.has_c(12), avx = one.has_c(28), f16c = one.has_c(29);
  cpu.avx2 = (states & kSseAvx) == kSseAvx && avx && fma && f16c && seven.has_b(5);
  cpu.avx512 = cpu.avx2 && (states & kSseAvxAvx512) == kSseAvxAvx512 && seven.has_b(16) &&  // F
               seven.has_b(17) &&                                                           // DQ
               seven.has_b(30) &&                                                           // BW
               seven.has_b(31) &&                                                           // VL
               seven.has_c(11);                                                             // VNNI
  cpu.bf16 = cpu.avx512 && seven.a >= 1 && ((cpuid(7, 1).a >> 5) & 1);                      // BF16
  cpu.amx = cpu.bf16 && ((seven.d >> 22) & 1) && ((seven.d >> 24) & 1) &&  // AMX-BF16, AMX-TILE
            (states & kTiles) == kTiles && tiles_granted();
  return cpu;
}

size_t detect_tables(const Table* out[kMostTables]) {
  const Cpu cpu = detect();
  size_t n = 0;
  if (cpu.amx) out[n++] = &kAvx512Amx;
  if (cpu.bf16) out[n++] = &kAvx512Bf16;
  if (cpu.avx512) out[n++] = &kAvx512;
  if (cpu.avx2) out[n++] = &kAvx2;
  out[n++] = &kScalar;
  return n;
}

#elif defined(__aarch64__)

struct Cpu {
  bool dot = false, i8mm = false;  // what the neon files are compiled with; i8mm only neon_i8mm.cpp
};

#if defined(__linux__)
Cpu detect() {
  constexpr unsigned long kDot = 1ul << 20;   // HWCAP_ASIMDDP
  constexpr unsigned long kI8mm = 1ul << 13;  // HWCAP2_I8MM
  Cpu cpu;
  cpu.dot = (getauxval(AT_HWCAP) & kDot) != 0;
  cpu.i8mm = cpu.dot && (getauxval(AT_HWCAP2) & kI8mm) != 0;
  return cpu;
}
#elif defined(__APPLE__)
bool has_feature(const char* name) {
  int value = 0;
  size_t size = sizeof value;
  return sysctlbyname(name, &value, &size, nullptr, 0) == 0 && value != 0;
}
Cpu detect() {
  Cpu cpu;
  cpu.dot = has_feature("hw.optional.arm.FEAT_DotProd");
  cpu.i8mm = cpu.dot && has_feature("hw.optional.arm.FEAT_I8MM");
  return cpu;
}
#else
Cpu detect() { return {}; }
#endif

size_t detect_tables(const Table* out[kMostTables]) {
  const Cpu cpu = detect();
  size_t n = 0;
  if (cpu.i8mm) out[n++] = &kNeonI8mm;
  if (cpu.dot) out[n++] = &kNeon;
  out[n++] = &kScalar;
  return n;
}

#else

size_t detect_tables(const Table* out[kMostTables]) {
  out[0] = &kScalar;
  return 1;
}

#endif

struct Selection {
  const Table* all[kMostTables] = {};
  size_t count = 0;
  const Table* chosen = nullptr;
  bool ignored = false;

  const Table* find(const char* name) const {
    for (size_t i = 0; i < count; ++i) {
      if (strcmp(all[i]->name, name) == 0) return all[i];
    }
    return nullptr;
  }

  Selection() {
    count = detect_tables(all);
    chosen = all[0];
    const char* wanted = getenv("TINYBRAIN_ISA");
    if (!wanted || !*wanted) return;
    if (const Table* t = find(wanted))
      chosen = t;
    else
      ignored = true;
  }
};

const Selection& selection() {
  static const Selection once;
  return once;
}

}  // namespace

const Table& table() { return *selection().chosen; }

bool isa_override_ignored() { return selection().ignored; }

const Table* find_table(const char* name) { return selection().find(name); }

size_t tables(const Table* out[kMostTables]) {
  const Selection& s = selection();
  for (size_t i = 0; i < s.count; ++i) out[i] = s.all[i];
  return s.count;
}

}  // namespace tinybrain::kernels
