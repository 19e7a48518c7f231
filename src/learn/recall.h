// Which lesson a question is about. Words tell whether it is about any, and find the few that it can be (scope.h); among these
// the model itself tells, as it came, after which one the question is least of a surprise: it knows that who "closes" an
// account also "terminates" it. That costs a short pass a lesson, and nothing where the words are clear or none is near.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "generate/session.h"
#include "learn/scope.h"

namespace tinybrain {

// So many lessons at most, the likest first. The first has the likeness that the nearest has by its words, which is whether
// any is near. asking: gives a session without an adapter, called only where the model is asked; what it had is forgotten. A question that is too long is judged by its words.
std::vector<Scope::Near> recall(const Scope& scope, const std::function<Session&()>& asking,
                                std::string_view prompt, size_t most);

}  // namespace tinybrain
