// Standard output and standard error of the program: buffered, flushed at every piece of a stream,
// honest about a full disk, and quiet when the reader of a pipe goes away.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"

namespace tinybrain::cli {

// The reader of our output went away (EPIPE). main() leaves with kExitPipe and says nothing.
struct PipeClosed {};

inline constexpr int kExitPipe = 141;       // 128 + SIGPIPE, as a shell shows it
inline constexpr int kExitInterrupt = 130;  // 128 + SIGINT

void print(std::string_view utf8);  // to standard output; may wait in a buffer
void print_line(std::string_view utf8);
void print_json(const Json& value);   // one line
void print_event(const Json& event);  // {"event": ...} as a line, sent at once
void flush();                         // Error{no_space, io}, PipeClosed

void note(std::string_view utf8);  // a line to standard error, after flush(); never fails
void be_quiet();                   // note() says nothing from now on
void warn(std::string_view utf8);  // as note(), but also when quiet

bool input_is_terminal();
bool output_is_terminal();
bool errors_are_terminal();
// Whether standard output may be coloured: a terminal, and neither NO_COLOR nor TERM=dumb.
bool colour();

// All of standard input. Error{bad_argument} over `limit` bytes.
std::string read_input(size_t limit = size_t{256} << 20);
// The next line of standard input without its end; false at the end.
bool read_line(std::string& line);

// Most memory that this process had, in bytes.
uint64_t peak_memory();

}  // namespace tinybrain::cli
