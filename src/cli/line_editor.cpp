#include "cli/line_editor.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/output.h"

#if defined(TINYBRAIN_LIBEDIT)
#include <histedit.h>
#endif

namespace tinybrain::cli {

namespace fs = std::filesystem;

std::string default_history_file() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  if (!(state && *state) && !(home && *home)) return {};
  const fs::path folder =
      (state && *state ? fs::path(state) : fs::path(home) / ".local" / "state") / "tinybrain";
  std::error_code error;
  fs::create_directories(folder, error);
  return error ? std::string() : (folder / "history").string();
}

#if defined(TINYBRAIN_LIBEDIT)

namespace {

constexpr int kHistorySize = 1000;

// libedit reads and writes characters by the locale. In a C locale, which knows no Hangul, take
// the UTF-8 one that every system has.
void use_utf8() {
  if (!std::setlocale(LC_CTYPE, "") || MB_CUR_MAX == 1) {
    if (!std::setlocale(LC_CTYPE, "C.UTF-8")) std::setlocale(LC_CTYPE, "en_US.UTF-8");
  }
}

// The file must exist with the right mode before anything is written to it.
bool make_private(const std::string& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return false;
  const bool done = ::fchmod(fd, 0600) == 0;
  ::close(fd);
  return done;
}

}  // namespace

struct LineEditor::State {
  EditLine* editor = nullptr;
  History* history = nullptr;
  std::string history_file, prompt;
  bool interrupted = false;

  static State* of(EditLine* editor) {
    void* data = nullptr;
    ::el_get(editor, EL_CLIENTDATA, &data);
    return static_cast<State*>(data);
  }
  static char* show_prompt(EditLine* editor) { return of(editor)->prompt.data(); }
  static unsigned char on_interrupt(EditLine* editor, int) {
    of(editor)->interrupted = true;
    return CC_EOF;
  }
};

LineEditor::LineEditor(std::string history_file) : state_(new State) {
  if (!input_is_terminal()) return;
  use_utf8();
  State& s = *state_;
  s.editor = ::el_init("tinybrain", stdin, stdout, stderr);
  if (!s.editor) return;
  ::el_set(s.editor, EL_CLIENTDATA, &s);
  ::el_set(s.editor, EL_PROMPT, &State::show_prompt);
  ::el_set(s.editor, EL_EDITOR, "emacs");
  ::el_set(s.editor, EL_SIGNAL, 0);
  // While a line is edited, Ctrl-C is a key like any other and drops the line.
  ::el_set(s.editor, EL_SETTY, "-d", "-isig", nullptr);
  ::el_set(s.editor, EL_ADDFN, "tb-interrupt", "drop the line", &State::on_interrupt);
  ::el_set(s.editor, EL_BIND, "^C", "tb-interrupt", nullptr);
  ::el_set(s.editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  s.history = ::history_init();
  HistEvent event;
  ::history(s.history, &event, H_SETSIZE, kHistorySize);
  ::history(s.history, &event, H_SETUNIQUE, 1);
  ::el_set(s.editor, EL_HIST, ::history, s.history);
  if (!history_file.empty() && make_private(history_file)) {
    s.history_file = std::move(history_file);
    ::history(s.history, &event, H_LOAD, s.history_file.c_str());
  }
}

LineEditor::~LineEditor() {
  if (state_->history) ::history_end(state_->history);
  if (state_->editor) ::el_end(state_->editor);
}

LineEditor::Result LineEditor::read(const std::string& prompt, std::string& line) {
  flush();
  State& s = *state_;
  if (!s.editor) return read_line(line) ? Result::line : Result::end;
  s.prompt = prompt;
  s.interrupted = false;
  int count = 0;
  const char* got = ::el_gets(s.editor, &count);
  if (s.interrupted) {
    print("^C\n");
    flush();
    return Result::interrupted;
  }
  if (!got || count <= 0) {
    print("\n");
    return Result::end;
  }
  line = got;
  if (!line.empty() && line.back() == '\n') line.pop_back();
  return Result::line;
}

void LineEditor::remember(const std::string& line) {
  State& s = *state_;
  if (!s.history || line.empty()) return;
  HistEvent event;
  ::history(s.history, &event, H_ENTER, line.c_str());
  if (s.history_file.empty()) return;
  const mode_t before = ::umask(0077);
  ::history(s.history, &event, H_SAVE, s.history_file.c_str());
  ::umask(before);
}

#else  // no libedit: plain lines

struct LineEditor::State {};
LineEditor::LineEditor(std::string) {}
LineEditor::~LineEditor() = default;

LineEditor::Result LineEditor::read(const std::string& prompt, std::string& line) {
  if (input_is_terminal()) print(prompt);
  flush();
  return read_line(line) ? Result::line : Result::end;
}

void LineEditor::remember(const std::string&) {}

#endif

}  // namespace tinybrain::cli
