/* The smallest chat in C: chat MODEL QUESTION */
#include <stdio.h>
#include <tinybrain/tinybrain.h>

static int show(void* user, const tb_chunk* chunk) {
  fwrite(chunk->text, 1, chunk->length, user);
  return fflush(user);
}

int main(int argc, char** argv) {
  tb_model* model = NULL;
  tb_session* session = NULL;
  tb_reply reply;
  const tb_sampling sampling = tb_sampling_default();
  if (argc != 3) return fprintf(stderr, "usage: chat MODEL QUESTION\n"), 2;
  const tb_message question = {"user", argv[2], NULL};
  const int ok = tb_model_open(argv[1], NULL, &model) == TB_OK &&
                 tb_session_open(model, NULL, &session) == TB_OK &&
                 tb_chat(session, &question, 1, NULL, &sampling, show, stdout, &reply) == TB_OK;
  printf("\n");
  if (!ok) fprintf(stderr, "%s\n", tb_error());
  tb_session_close(session);
  tb_model_close(model);
  return ok ? 0 : 1;
}
