import { classes } from './classes.ts';
import './avatar.css';

interface AvatarProps {
  readonly name: string;
  /** The colour is derived from the id, so that a person always has the same one. */
  readonly id: string;
  readonly face?: string;
  readonly large?: boolean;
  readonly doing?: 'viewing' | 'typing' | undefined;
  /** The text on hover; the name by default. */
  readonly title?: string;
}

/**
 * A portrait from this origin, or else up to two letters. Screen readers skip it, because the name is always next to
 * it.
 */
export function Avatar({ name, id, face = '', large, doing, title = name }: AvatarProps) {
  const className = classes('avatar', `avatar-${colourOf(id)}`, large && 'avatar-large', doing && `avatar-${doing}`);
  // Portraits of other origins are not loaded: their servers would learn who reads which ticket.
  const ours = face.startsWith('/') && !face.startsWith('//');
  return (
    <span className={className} aria-hidden="true" title={title}>
      {ours ? <img src={face} alt="" loading="lazy" /> : initials(name)}
    </span>
  );
}

/** The empty circle in the place of an agent. */
export function NoAvatar({ title }: { title: string }) {
  return <span className="avatar avatar-nobody" aria-hidden="true" title={title} />;
}

/** Returns the last two characters of a Chinese name, or up to two initials of any other name. */
function initials(name: string): string {
  const trimmed = name.trim();
  if (/\p{Script=Han}/u.test(trimmed)) return [...trimmed.replaceAll(/[^\p{Script=Han}]/gu, '')].slice(-2).join('');
  const words = trimmed.split(/[\s._-]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
}

/** Returns the number of one of the six colours in avatar.css. The primes 31 and 997 spread similar ids. */
function colourOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 997;
  return sum % 6;
}
