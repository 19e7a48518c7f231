// Which lesson a question is about. Words find the few that it can be (scope.h); among them the model itself tells, as it came,
// after which one the question is least of a surprise: it knows that who "closes" an account also "terminates" it. That costs
// one short pass a lesson, and none for a message that has no word of a lesson.
#pragma once

#include <string_view>
#include <vector>

#include "generate/session.h"
#include "learn/scope.h"

namespace tinybrain {

// Of the lessons, so many at most, the likest first; `likeness` is that of the words and of what the model tells, at most 1.
// asking: without an adapter; it forgets what it has. A question that is too long is judged by its words alone.
std::vector<Scope::Near> recall(const Scope& scope, Session& asking, std::string_view prompt,
                                size_t most);

}  // namespace tinybrain
