// A text in which the words of a question are marked. Korean words are also found without the particle that they end
// with. What is marked is for the eye only: how a passage was found is the server's matter.
const kHangul = /^[가-힣]+$/;
const kShortest = 2; // of a stem, in syllables or letters
const kParticle = 2; // syllables at most

function stems(question: string): string[] {
  const all = new Set<string>();
  for (const word of question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (word.length < kShortest) continue;
    all.add(word);
    if (!kHangul.test(word)) continue;
    for (let cut = 1; cut <= kParticle && word.length - cut >= kShortest; ++cut)
      all.add(word.slice(0, word.length - cut));
  }
  return [...all].sort((a, b) => b.length - a.length); // the longest that fits is marked
}

// Pieces of the text in turn: not marked, marked, not marked, ...
export function pieces(text: string, question: string): string[] {
  const words = stems(question).map((word) => (kHangul.test(word) ? word : `${word}(?![\\p{L}\\p{N}])`));
  if (words.length === 0) return [text];
  return text.split(new RegExp(`(?<![\\p{L}\\p{N}])(${words.join("|")})`, "giu"));
}

export function Marked({ text, question }: { text: string; question: string }) {
  return (
    <>
      {pieces(text, question).map((piece, i) => (i % 2 === 1 ? <mark key={i}>{piece}</mark> : piece))}
    </>
  );
}
