declare module "icon:*" {
  const paths: string;
  export default paths;
}
declare module "style:*" {
  const css: string;
  export default css;
}
declare module "norway:outline" {
  const outline: [number, number][][][];
  export default outline;
}
