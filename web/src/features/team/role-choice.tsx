import { useId } from "react";
import { ROLES, type Role } from "@/lib/roles";

interface RoleChoiceProps {
  label: string;
  value: Role;
  onChange: (role: Role) => void;
}

/** The roles, each with what it allows: nobody has to know the words before. */
export function RoleChoice({ label, value, onChange }: RoleChoiceProps) {
  const name = useId();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-sm font-medium">{label}</legend>
      {ROLES.map((each) => (
        <label key={each.role} className="flex items-start gap-2.5 max-md:min-h-11">
          <input
            type="radio"
            name={name}
            value={each.role}
            checked={each.role === value}
            onChange={() => {
              onChange(each.role);
            }}
            aria-label={each.name}
            aria-describedby={`${name}-${each.role}`}
            className="mt-0.5 size-4.5 shrink-0 accent-sea"
          />
          <span>
            {each.name}
            <span id={`${name}-${each.role}`} className="block text-xs text-muted">
              {each.may}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
