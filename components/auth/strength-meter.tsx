import { cn } from '#components/ui/cn.ts';
import { passwordStrength } from './password-strength.ts';

const colors = ['bg-border-strong', 'bg-danger', 'bg-warning', 'bg-success', 'bg-success'];
const steps = [1, 2, 3, 4];

/** Four lamps and a sentence about the password being typed. */
export function StrengthMeter({ password }: { password: string }) {
  const { score, hint } = passwordStrength(password);
  return (
    <span className="grid gap-1.5 pt-0.5" aria-live="polite">
      <span className="grid grid-cols-4 gap-1" aria-hidden="true">
        {steps.map((step) => (
          <span
            key={step}
            className={cn(
              'h-1 rounded-full transition-colors',
              step <= score ? colors[score] : 'bg-surface-3',
            )}
          />
        ))}
      </span>
      <span>{password === '' ? 'At least 10 characters. A few unrelated words are best.' : hint}</span>
    </span>
  );
}
