import { classes } from './classes.ts';
import './avatar.css';

interface AvatarProps {
  readonly name: string;
  /** Decides the colour, so that a person keeps it. */
  readonly id: string;
  readonly face?: string;
  readonly large?: boolean;
  readonly doing?: 'viewing' | 'typing' | undefined;
  /** On hover; the name when left out. */
  readonly title?: string;
}

/** A portrait of this origin, or else two letters. Beside a name it says nothing that must be read aloud. */
export function Avatar({ name, id, face = '', large, doing, title = name }: AvatarProps) {
  const look = classes('avatar', `avatar-${colourOf(id)}`, large && 'avatar-large', doing && `avatar-${doing}`);
  // Pictures from elsewhere are not fetched: they would tell strangers who reads what.
  const ours = face.startsWith('/') && !face.startsWith('//');
  return (
    <span className={look} aria-hidden="true" title={title}>
      {ours ? <img src={face} alt="" loading="lazy" /> : initials(name)}
    </span>
  );
}

/** Nobody's place. */
export function NoAvatar({ title }: { title: string }) {
  return <span className="avatar avatar-nobody" aria-hidden="true" title={title} />;
}

/** The last two characters of a Chinese name, the initials of others. */
function initials(name: string): string {
  const trimmed = name.trim();
  if (/\p{Script=Han}/u.test(trimmed)) return [...trimmed.replaceAll(/[^\p{Script=Han}]/gu, '')].slice(-2).join('');
  const words = trimmed.split(/[\s._-]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
}

function colourOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 997;
  return sum % 6;
}
