const MAX_LENGTH = 64; // the longest id that the schema takes

/** Letters that Unicode does not take apart into a base letter and a mark. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'y',
  φ: 'f',
  χ: 'ch',
  ψ: 'ps',
  ω: 'o',
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  є: 'ie',
  і: 'i',
  ґ: 'g',
};

/**
 * An id for a node of this name that is not in `taken`: `Look up order` → `look_up_order`, then `look_up_order_2`.
 * A name without any letter that can be written in ASCII gives `step`.
 */
export const slugFor = (name: string, taken: Iterable<string>): string => {
  const used = new Set(taken);
  const base = asciiSlug(name);
  if (!used.has(base)) return base;
  for (let count = 2; ; count += 1) {
    const suffix = `_${count}`;
    const slug = trimmed(base.slice(0, MAX_LENGTH - suffix.length)) + suffix;
    if (!used.has(slug)) return slug;
  }
};

const asciiSlug = (name: string): string => {
  const letters = [...name.toLowerCase().normalize('NFKD')].map((char) => SPELLED[char] ?? char).join('');
  const words = letters.replace(/\p{M}|['’]/gu, '').replace(/[^a-z0-9]+/g, '_');
  const slug = trimmed(words);
  if (slug === '') return 'step';
  return trimmed((/^[a-z]/.test(slug) ? slug : `step_${slug}`).slice(0, MAX_LENGTH));
};

const trimmed = (slug: string): string => slug.replace(/^_+|_+$/g, '');
