// One line from the user at a time. On a terminal with editing, history and Hangul by libedit;
// otherwise plain lines from standard input.
#pragma once

#include <memory>
#include <string>

namespace tinybrain::cli {

class LineEditor {
 public:
  enum class Result { line, interrupted, end };  // Ctrl-C drops the line; Ctrl-D ends

  // history_file: where typed lines are kept, readable by the user only; "" = nowhere.
  explicit LineEditor(std::string history_file);
  ~LineEditor();

  Result read(const std::string& prompt, std::string& line);
  void remember(const std::string& line);  // for the arrow keys and the history file

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// ${XDG_STATE_HOME:-~/.local/state}/tinybrain/history, its folder made; "" when that cannot be.
std::string default_history_file();

}  // namespace tinybrain::cli
