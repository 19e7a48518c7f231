// What every instruction-set file shares that is not an instruction. Like those files, it includes
// nothing but our own kernels.h: code of the standard library must not be compiled with their flags.
#pragma once

#include "kernels/kernels.h"

#define TB_UNROLL _Pragma("GCC unroll 16")
#define TB_INLINE inline __attribute__((always_inline))
// For the loops that tiles of every shape share: one copy each, whose registers are its own.
#define TB_NOINLINE __attribute__((noinline))
