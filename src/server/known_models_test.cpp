// A served model's purpose is the catalogue's, found by the name of its file alone.
#include "server/known_models.h"

#include <doctest/doctest.h>

using tinybrain::server::purpose_of;

TEST_CASE("what a model is for") {
  CHECK(purpose_of("/a/b/qwen2.5-coder-0.5b-q4_k_m.gguf") == "code");
  CHECK(purpose_of("SmolLM2-135M-Instruct.Q4_1.gguf") == "chat");
  CHECK(purpose_of("gemma-3-270m-q4_k_m.gguf") == "complete");
  CHECK(purpose_of("/a/all-MiniLM-L6-v2/") == "embed");
  CHECK(purpose_of("/a/my-coder.gguf") == "");  // a name says nothing
  CHECK(purpose_of("") == "");
}
