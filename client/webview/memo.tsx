/** Drawing less: a component that stays as it is while its props are the same. */
import { Component, type FunctionComponent } from 'preact';

/** The component, drawn again only when one of its props is another (compared one by one, not deeply). */
export function memo<Props extends object>(Draw: FunctionComponent<Props>) {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const before = this.props as Readonly<Props>;
      const keys = Object.keys(next) as (keyof Props)[];
      return keys.length !== Object.keys(before).length || keys.some((key) => next[key] !== before[key]);
    }
    override render() {
      return <Draw {...(this.props as Props)} />;
    }
  };
}
