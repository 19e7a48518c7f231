// Text inside of HTML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace tinybrain {

// Fit for elements and quoted attributes; control characters are left out.
std::string escape_html(std::string_view text);

}  // namespace tinybrain
